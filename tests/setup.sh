#!/usr/bin/env bash
# Installs what the live tests need: an Engine binary, podman, a static busybox, tmux, an ssh server.
# Nothing is started.
# Never fails: where something stays missing the live tests skip and say why (and fail in CI).
set -uo pipefail
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export DEBIAN_FRONTEND=noninteractive

have() { command -v "$1" >/dev/null; }
static() { [[ $(ldd "$(command -v "$1")" 2>&1) =~ statically|"not a dynamic" ]]; }

missing_packages() {
  have dockerd || echo docker.io
  have docker || apt-cache show docker-cli 2>/dev/null | sed -n '1s/^Package: //p'
  have iptables || echo iptables
  have ip || echo iproute2
  have nsenter || echo util-linux
  have tmux || echo tmux
  have sshd || echo openssh-server
  have ssh || echo openssh-client
  have podman || echo podman
  have runc || echo runc
  have busybox && static busybox || echo busybox-static
}

# maintainer scripts ask this file before they start a service: 101 means no
forbid_services() {
  [ -e /usr/sbin/policy-rc.d ] && return
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
}

install_packages() {
  apt-get -qq update
  # --no-remove: another vendor's engine is never thrown out for a test
  # shellcheck disable=SC2046 # one word a package
  apt-get -qq install -y --no-remove --no-install-recommends $(missing_packages)
}

someone_elses_docker() {
  ! have dockerd && [ -e /usr/bin/docker ] && ! dpkg -S /usr/bin/docker >/dev/null 2>&1
}

if [ "$(id -u)" != 0 ]; then
  echo "The live tests will skip: only root can start a private Docker Engine."
elif [ -z "$(missing_packages)" ]; then
  exit 0
elif ! have apt-get; then
  echo "The live tests will skip: this machine lacks" $(missing_packages)
elif someone_elses_docker; then
  echo "The live tests will skip: /usr/bin/docker is no package's, so docker.io is not laid over it."
else
  forbid_services
  log=$(install_packages 2>&1) || printf '%s\nThe live tests will skip: see above.\n' "$log"
fi
exit 0
