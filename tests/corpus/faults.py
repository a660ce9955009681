"""Every fault by name."""

from tests.corpus import faults_claims, faults_prose, faults_stat, faults_tables, faults_text
from tests.corpus.fault import Fault

_MODULES = (faults_tables, faults_stat, faults_prose, faults_claims, faults_text)
FAULTS: dict[str, Fault] = {fault.name: fault for module in _MODULES for fault in module.FAULTS}
