"""登录: passwords, second factors, sessions and the office's own sign-on; the library does the work, this folder says how it behaves here."""
