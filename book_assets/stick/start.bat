@echo off
rem Windows: a double click.
cd /d "%~dp0"
for %%p in (py python python3) do (
  %%p -c "import sys; sys.exit(sys.version_info < (3, 7))" >nul 2>nul && (
    %%p start.py %*
    exit /b
  )
)
echo Python 3.7 or newer was not found. Opening the pages without it:
echo text, charts and questions work; only live Python and full notebooks need it.
start "" "site\index.html"
pause
