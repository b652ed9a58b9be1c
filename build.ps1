# The same verbs as build.sh. On Windows it builds and triages logs; everything that runs Go programs goes to WSL.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
if (-not $IsWindows) { & ./build.sh @args; exit $LASTEXITCODE }
$verb = if ($args.Count -gt 0) { $args[0] } else { '' }
if ($verb -notin '', 'triage') { wsl ./build.sh @args; exit $LASTEXITCODE }
dotnet build harness/InteropFuzz.Cli -c Release -o bin -v quiet
if ($LASTEXITCODE -ne 0 -or $verb -eq '') { exit $LASTEXITCODE }
& bin/interopfuzz @args
exit $LASTEXITCODE
