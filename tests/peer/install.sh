#!/bin/sh
# Fetches the foreign Slack server that tests/peer talks to, into node_modules of the project root:
# one program (91 MB, Linux x64), pinned by version and by the digest that npm checks and that is checked again here.
set -eu
NAME=local-slack-linux-x64
VERSION=0.1.8
INTEGRITY=sha512-2BCTKxKajjZNWCSCj66Jq5VDScUDNpGZ1lA3281I8RvpDE4/ULCwC26TlcW6/4sPbSTs02Q3KjTiltJp3ZBEvg==
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
archive=$(npm pack --silent --pack-destination "$work" "$NAME@$VERSION")
found=sha512-$(openssl dgst -sha512 -binary "$work/$archive" | base64 | tr -d '\n')
[ "$found" = "$INTEGRITY" ] || { echo "$NAME@$VERSION is not what it was: $found" >&2; exit 1; }
npm install --no-save --no-audit --no-fund --silent --prefix . "$work/$archive"
echo "node_modules/$NAME/bin/local-slack is there."
