"""Sentences of wsl.exe in other languages, some with an empty line behind them, as they are.

Read from the string tables of WSL; a sentence that is not here is said in English. No client may
look at them: they are here to prove that none does.
"""

from __future__ import annotations

from . import texts

PROSE: dict[str, dict[str, str]] = {
    "de": {
        texts.DISTRO_NOT_FOUND: "Es ist keine Distribution mit dem angegebenen Namen vorhanden.",
        texts.IN_PROGRESS: (
            "Für diese Distribution wird ein Installations-, Deinstallations- oder"
            " Konvertierungsvorgang ausgeführt.\n"
        ),
        texts.VHD_IN_USE: (
            "Der Vorgang konnte nicht abgeschlossen werden, da die VHD zurzeit verwendet"
            " wird. So erzwingen Sie, dass WSL die Verwendung beendet: wsl.exe --shutdown"
        ),
        texts.WSL2_NEEDED: "Dieser Vorgang wird nur von WSL2 unterstützt.",
        texts.EXPORT_FAILED: "Fehler beim Exportieren der Distribution.",
        texts.IMPORT_FAILED: "Fehler beim Importieren der Distribution.",
        texts.NOT_A_DISTRO: "Die importierte Datei ist keine gültige Linux-Distribution.",
        texts.SAME_VERSION: "Die Distribution ist bereits die angeforderte Version.",
        texts.NO_RUNNING: "Es werden keine Distributionen ausgeführt.",
        texts.USER_NOT_FOUND: "Benutzer nicht gefunden.",
        texts.LOOKS_LIKE_VHD: (
            "Dies sieht wie eine VHD-Datei aus. Verwenden Sie „--vhd “, um eine VHD anstelle"
            " eines „tar“ zu importieren."
        ),
    },
    "fr": {
        texts.DISTRO_NOT_FOUND: "Il n’existe aucune distribution avec le nom fourni.",
        texts.NAME_TAKEN: (
            "Une distribution portant le nom fourni existe déjà. Utilisez --name pour"
            " choisir un autre nom."
        ),
        texts.IN_PROGRESS: (
            "Une installation, une désinstallation ou une conversion est en cours pour cette"
            " distribution.\n"
        ),
        texts.VHD_IN_USE: (
            "L'opération n'a pas pu être effectuée car le VHD est actuellement utilisé. Pour"
            " forcer l'arrêt de WSL, utilisez : wsl.exe --shutdown"
        ),
        texts.WSL2_NEEDED: "Cette opération est uniquement prise en charge par WSL2.",
        texts.EXPORT_FAILED: "Échec de l’exportation de la distribution.",
        texts.IMPORT_FAILED: "Échec de l’importation de la distribution.",
        texts.NOT_A_DISTRO: "Le fichier importé n’est pas une distribution Linux valide.",
        texts.SAME_VERSION: "La distribution présente déjà la version demandée.",
        texts.NO_RUNNING: "Aucune distribution en cours d'exécution.",
        texts.USER_NOT_FOUND: "Utilisateur introuvable.",
        texts.LOOKS_LIKE_VHD: (
            "Cela ressemble à un fichier VHD. Utilisez --vhd pour importer un VHD au lieu d’un tar."
        ),
    },
    "ja": {
        texts.DISTRO_NOT_FOUND: "指定された名前のディストリビューションはありません。",
        texts.NAME_TAKEN: (
            "指定された名前のディストリビューションは既に存在します。--name を使用して別の"
            "名前を選択してください。"
        ),
        texts.IN_PROGRESS: (
            "このディストリビューションのインストール、アンインストール、または変換が進行中です。\n"
        ),
        texts.VHD_IN_USE: (
            "VHD が現在使用中のため、操作を完了できませんでした。WSL の使用を強制的に停止す"
            "るには: wsl.exe --shutdown"
        ),
        texts.WSL2_NEEDED: "この操作は WSL2 でのみサポートされています。",
        texts.EXPORT_FAILED: "ディストリビューションのエクスポートに失敗しました。",
        texts.IMPORT_FAILED: "ディストリビューションのインポートに失敗しました。",
        texts.NOT_A_DISTRO: (
            "インポートされたファイルは有効な Linux ディストリビューションではありません。"
        ),
        texts.SAME_VERSION: "ディストリビューションは既に、要求されているバージョンです。",
        texts.NO_RUNNING: "実行中のディストリビューションはありません。",
        texts.USER_NOT_FOUND: "ユーザーが見つかりません。",
        texts.LOOKS_LIKE_VHD: (
            "これは VHD ファイルのようです。--vhd を使用して、tar ではなく VHD をインポートします。"
        ),
    },
    "ko": {
        texts.DISTRO_NOT_FOUND: "제공된 이름의 배포가 없습니다.",
        texts.NAME_TAKEN: (
            "제공된 이름의 배포가 이미 있습니다. 다른 이름을 선택하려면 --name 를 사용하세요."
        ),
        texts.IN_PROGRESS: "이 배포에 대한 설치, 제거 또는 변환이 진행 중입니다.\n",
        texts.VHD_IN_USE: (
            "VHD가 현재 사용 중이므로 작업을 완료할 수 없습니다. WSL을 강제로 사용 중지하려"
            "면: wsl.exe --shutdown"
        ),
        texts.WSL2_NEEDED: "이 작업은 WSL2에서만 지원됩니다.",
        texts.EXPORT_FAILED: "배포를 내보내지 못했습니다.",
        texts.IMPORT_FAILED: "배포를 가져오지 못했습니다.",
        texts.NOT_A_DISTRO: "가져온 파일은 유효한 Linux 배포가 아닙니다.",
        texts.SAME_VERSION: "배포는 이미 요청된 버전입니다.",
        texts.NO_RUNNING: "실행 중인 배포가 없습니다.",
        texts.USER_NOT_FOUND: "사용자를 찾을 수 없습니다.",
        texts.LOOKS_LIKE_VHD: "VHD 파일인 것 같습니다. --vhd 사용하여 tar 대신 VHD를 가져옵니다.",
    },
    "zh-CN": {
        texts.DISTRO_NOT_FOUND: "不存在具有所提供名称的分发。",
        texts.NAME_TAKEN: "已存在具有所提供名称的分发。使用 --name 选择其他名称。",
        texts.IN_PROGRESS: "此分发的安装、卸载或转换正在进行。",
        texts.VHD_IN_USE: (
            "无法完成该操作，因为 VHD 当前正在使用中。强制 WSL 停止使用: wsl.exe --shutdown"
        ),
        texts.WSL2_NEEDED: "仅 WSL2 支持此操作。",
        texts.EXPORT_FAILED: "导出分发失败。",
        texts.IMPORT_FAILED: "导入分发失败。",
        texts.NOT_A_DISTRO: "导入的文件不是有效的 Linux 分发。",
        texts.SAME_VERSION: "该分发已是请求的版本。",
        texts.NO_RUNNING: "没有正在运行的分发。",
        texts.USER_NOT_FOUND: "找不到用户。",
        texts.LOOKS_LIKE_VHD: "这看起来像一个 VHD 文件。使用 --vhd 导入 VHD，而不是导入 tar。",
    },
    "nb": {
        texts.DISTRO_NOT_FOUND: "Det finnes ingen distribusjon med det angitte navnet.",
        texts.NAME_TAKEN: (
            "Det finnes allerede en distribusjon med det angitte navnet. Bruk --name til å"
            " velge et annet navn."
        ),
        texts.IN_PROGRESS: (
            "En installering, avinstallering eller konvertering pågår for denne distribusjonen."
        ),
        texts.VHD_IN_USE: (
            "Operasjonen kan ikke fullføres fordi VHD-en er i bruk. Slik tvinger du WSL til"
            " å stoppe: wsl.exe --shutdown"
        ),
        texts.WSL2_NEEDED: "Denne operasjonen støttes bare av WSL2.",
        texts.EXPORT_FAILED: "Eksport av distribusjonen mislyktes.",
        texts.IMPORT_FAILED: "Import av distribusjonen mislyktes.",
        texts.NOT_A_DISTRO: "Den importerte filen er ikke en gyldig Linux-distribusjon.",
        texts.SAME_VERSION: "Distribusjonen er allerede den forespurte versjonen.",
        texts.NO_RUNNING: "Det finnes ingen distribusjoner som kjører.",
        texts.USER_NOT_FOUND: "Finner ikke bruker.",
        texts.LOOKS_LIKE_VHD: (
            "Dette ser ut som en VHD-fil. Bruk --vhd til å importere en VHD i stedet for en tar."
        ),
    },
}
