import json
import subprocess
import sys

DOCTOR = ['npx', 'still-answering', 'doctor', '--json', '--slow', '/report']
SERVER = [sys.executable, 'server.py']


def test_stops_without_cutting_anybody_off():
    done = subprocess.run([*DOCTOR, '--', *SERVER], capture_output=True, text=True, timeout=120)
    assert done.stdout, done.stderr  # it could not be examined

    found = json.loads(done.stdout)
    findings = [each for probe in found['probes'] for each in probe['findings']] + found['findings']
    faults = [each for each in findings if each['level'] == 'fault']
    assert not faults, '\n'.join(f"{each['reason']}: {each['cure']}" for each in faults)
    assert found['diagnoses'] == ['graceful']
