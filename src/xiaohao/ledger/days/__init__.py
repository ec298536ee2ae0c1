"""本机工作日历: the installation's own calendar, and the door through which an office changes it."""
