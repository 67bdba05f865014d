package authority

import "crypto/tls"

// Forge signs for any names, as somebody would who has the key.
func (a *Authority) Forge(names ...string) (*tls.Certificate, error) { return a.sign(names, a.now()) }
