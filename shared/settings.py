"""What a process is told by its environment (`NIANBAO_…`)."""
