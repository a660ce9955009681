"""Every fault by name."""

from tests.corpus import faults_prose, faults_stat, faults_tables
from tests.corpus.fault import Fault

FAULTS: dict[str, Fault] = {
    fault.name: fault for module in (faults_tables, faults_stat, faults_prose) for fault in module.FAULTS
}
