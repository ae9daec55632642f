"""What wsl.exe says in the user's language. Names of columns, states and codes stay English."""

from __future__ import annotations

from typing import NamedTuple


class Locale(NamedTuple):
    """Formats and labels of one Windows language; labels carry their own colon and blank."""

    default: str
    heading: str
    error: str
    status_distro: str
    status_version: str
    versions: tuple[str, ...] = (
        "WSL version: ",
        "Kernel version: ",
        "WSLg version: ",
        "MSRDC version: ",
        "Direct3D version: ",
        "DXCore version: ",
        "Windows version: ",
    )


def _suffixed(names: tuple[str, ...], end: str) -> tuple[str, ...]:
    return tuple(f"{name}{end}" for name in names)


_PARTS = ("WSL", "Kernel", "WSLg", "MSRDC", "Direct3D", "DXCore", "Windows")

LOCALES: dict[str, Locale] = {
    "en": Locale(
        "{} (Default)",
        "Windows Subsystem for Linux Distributions:",
        "Error code: ",
        "Default Distribution: ",
        "Default Version: ",
    ),
    "de": Locale(
        "{} (Standard)",
        "Windows Subsystem für Linux-Distributionen:",
        "Fehlercode: ",
        "Standarddistribution: ",
        "Standardversion: ",
        _suffixed(_PARTS, "-Version: "),
    ),
    "fr": Locale(
        "{} (par défaut)",
        "Distributions du Sous-système Windows pour Linux\u00a0:",
        "Code d'erreur\u00a0: ",
        "Distribution par défaut\u00a0: ",
        "Version par défaut\u00a0: ",
        tuple(f"Version {part} : " for part in _PARTS),
    ),
    "es": Locale(
        "{} (Predeterminado)",
        "Distribuciones de subsistema de Windows para Linux:",
        "Código de error: ",
        "Distribución predeterminada: ",
        "Versión predeterminada: ",
    ),
    "it": Locale(
        "{} (Predefinito)",
        "Distribuzioni del Sottosistema Windows per Linux:",
        "Codice errore: ",
        "Distribuzione predefinita: ",
        "Versione predefinita: ",
    ),
    "pt-BR": Locale(
        "{} (Padrão)",
        "Distribuições do Subsistema do Windows para Linux:",
        "Código de erro: ",
        "Distribuição Padrão: ",
        "Versão Padrão: ",
    ),
    "ja": Locale(
        "{} (既定値)",
        "Linux 用 Windows サブシステム ディストリビューション:",
        "エラー コード: ",
        "既定のディストリビューション: ",
        "既定のバージョン: ",
    ),
    "ko": Locale(
        "{}(기본값)",
        "Linux용 Windows 하위 시스템 배포:",
        "오류 코드: ",
        "기본 배포: ",
        "기본 버전: ",
    ),
    "zh-CN": Locale(
        "{} (默认值)",
        "适用于 Linux 的 Windows 子系统分发:",
        "错误代码: ",
        "默认分发: ",
        "默认版本: ",
    ),
    "zh-TW": Locale(
        "{} (預設)",
        "Windows 子系統 Linux 版發佈:",
        "錯誤碼: ",
        "預設通訊群組: ",
        "預設版本: ",
        _suffixed(_PARTS, " 版本： "),
    ),
    "ru": Locale(
        "{} (по умолчанию)",
        "Дистрибутивы подсистемы Windows для Linux:",
        "Код ошибки: ",
        "Дистрибутив по умолчанию: ",
        "Версия по умолчанию: ",
    ),
    "pl": Locale(
        "{} (domyślnie)",
        "Podsystem Windows dla dystrybucji systemu Linux:",
        "Kod błędu: ",
        "Dystrybucja domyślna: ",
        "Wersja domyślna: ",
    ),
    "tr": Locale(
        "{} (Varsayılan)",
        "Linux için Windows Alt Sistemi Dağıtımları:",
        "Hata kodu: ",
        "Varsayılan Dağıtım: ",
        "Varsayılan Sürüm: ",
    ),
    "cs": Locale(
        "{} (Výchozí)",
        "Distribuce Subsystému Windows pro Linux:",
        "Kód chyby: ",
        "Výchozí distribuce: ",
        "Výchozí verze: ",
    ),
    "nb": Locale(
        "{}\u00a0(standard)",
        "Windows-undersystem for Linux-distribusjoner:",
        "Feilkode: ",
        "Standarddistribusjon: ",
        "Standardversjon: ",
    ),
}
