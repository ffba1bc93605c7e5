#!/bin/sh
# Linux and macOS: sh start.sh, or a double click where scripts may run.
cd "$(dirname "$0")" || exit 1
for python in python3 python; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 7))' 2>/dev/null; then
    exec "$python" start.py "$@"
  fi
done
echo "Python 3.7 or newer was not found. Open site/index.html in a browser instead:"
echo "text, charts and questions work; only live Python and full notebooks need start.py."
