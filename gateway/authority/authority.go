// Package authority is the certificate authority of one user of one machine: what
// --tls speaks with, so that a client that has a provider's https address built in
// reaches this gateway instead, once the host's name leads here.
//
// # What is kept, and where
//
// [Open] makes the authority on first use and finds it again later, in one folder
// that nobody else may enter (mode 0700):
//
//	authority-1.pem   its certificate and private key, mode 0600
//	ca.pem            its certificate alone, for clients to trust
//
// A key that others may read is refused, see [ExposedError]: they could have it
// already. Before its ten years end a new authority takes the next number. Two
// processes that make one at the same moment agree, since a number is given once:
// the file is written under another name and linked to its own, which fails where
// that is taken.
//
// # What a leaked key can do
//
// Little. The certificate says which names the authority may speak for, as X.509
// name constraints that no client may ignore: the hosts that it was opened for,
// localhost, loopback and the addresses of private networks. Nothing else on the
// web can be forged with it.
//
// # Leaves
//
// The certificates that clients see are made in memory, live for a week, and are
// made anew by [Authority.Server] before they end. Their keys are on no disk.
package authority

import (
	"crypto/ecdsa"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"
)

const (
	// life is how long an authority lives, renewal how long before its end another
	// one takes its place.
	life    = 10 * 365 * 24 * time.Hour
	renewal = 365 * 24 * time.Hour
	// skew is how far the clock of a client may be behind.
	skew = time.Hour
	// published is the file that clients trust.
	published = "ca.pem"
)

// Options are what an authority is opened with.
type Options struct {
	// Folder is where it is kept.
	Folder string
	// Hosts are the names that it may speak for besides this machine's own.
	Hosts []string
	// Now is the clock; nil is time.Now.
	Now func() time.Time
}

// Authority signs certificates. It is safe for use by several goroutines.
type Authority struct {
	folder      string
	hosts       []string
	now         func() time.Time
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// ExposedError is a file or folder that others may use who should not.
type ExposedError struct {
	// Path is the file or folder, Mode what it has and Want what it should have.
	Path       string
	Mode, Want fs.FileMode
}

func (e *ExposedError) Error() string {
	return fmt.Sprintf("the local CA is open to others: %s has mode %04o", e.Path, e.Mode)
}

// Hint is what to do about it.
func (e *ExposedError) Hint() string {
	return fmt.Sprintf("chmod %o %s; where somebody else uses this machine, delete %s instead: a new CA is made, to be trusted anew", e.Want, e.Path, e.Path)
}

// Open finds the authority of a folder, or makes it there. The error may be an
// *ExposedError; it is the disk's, or says which file is broken, otherwise.
func Open(options Options) (*Authority, error) {
	if options.Now == nil {
		options.Now = time.Now
	}
	a := &Authority{folder: options.Folder, hosts: options.Hosts, now: options.Now}
	if err := os.MkdirAll(a.folder, 0o700); err != nil {
		return nil, fmt.Errorf("the folder of the local CA cannot be made: %w", err)
	}
	if err := checkMode(a.folder, 0o022, 0o700); err != nil {
		return nil, err
	}
	for number := 1; ; number++ {
		usable, err := a.read(filepath.Join(a.folder, "authority-"+strconv.Itoa(number)+".pem"))
		if err != nil {
			return nil, err
		}
		if usable {
			return a, a.publish()
		}
	}
}

// read reads the authority of a file, or makes it where there is none. It is not
// usable when it ends soon or may not speak for all hosts.
func (a *Authority) read(file string) (usable bool, err error) {
	content, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		if err := a.create(file); err != nil {
			return false, fmt.Errorf("the local CA cannot be made: %w", err)
		}
		content, err = os.ReadFile(file)
	}
	if err != nil {
		return false, fmt.Errorf("the local CA cannot be read: %w", err)
	}
	if err := checkMode(file, 0o077, 0o600); err != nil {
		return false, err
	}
	if a.certificate, a.key, err = decode(content); err != nil {
		return false, fmt.Errorf("the local CA in %s is broken; delete the file and a new one is made, to be trusted anew: %w", file, err)
	}
	return a.certificate.NotAfter.Sub(a.now()) > renewal && a.speaksFor(a.hosts), nil
}

// create makes an authority and keeps it in file, unless somebody else just did.
func (a *Authority) create(file string) error {
	content, err := newAuthority(a.hosts, a.now())
	if err != nil {
		return err
	}
	err = write(file, content, 0o600, os.Link)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// publish writes the certificate alone, where it is not there already.
func (a *Authority) publish() error {
	content := certificatePEM(a.certificate.Raw)
	if there, err := os.ReadFile(a.Certificate()); err == nil && string(there) == string(content) {
		return nil
	}
	if err := write(a.Certificate(), content, 0o644, os.Rename); err != nil {
		return fmt.Errorf("the certificate of the local CA cannot be written: %w", err)
	}
	return nil
}

// Certificate is the file that a client trusts the authority by.
func (a *Authority) Certificate() string { return filepath.Join(a.folder, published) }

// Roots are those of this system and the authority.
func (a *Authority) Roots() *x509.CertPool {
	roots, err := x509.SystemCertPool()
	if err != nil {
		// A system without any.
		roots = x509.NewCertPool()
	}
	roots.AddCert(a.certificate)
	return roots
}

// write writes a whole file under another name, and lets place give it its own:
// nobody sees half of it.
func write(file string, content []byte, mode fs.FileMode, place func(from, to string) error) (err error) {
	temporary, err := os.CreateTemp(filepath.Dir(file), ".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if removed := os.Remove(temporary.Name()); !errors.Is(removed, fs.ErrNotExist) {
			err = errors.Join(err, removed)
		}
	}()
	_, err = temporary.Write(content)
	if err = errors.Join(err, temporary.Sync(), temporary.Close(), os.Chmod(temporary.Name(), mode)); err != nil {
		return err
	}
	return place(temporary.Name(), file)
}

// checkMode fails where others have any of the rights of open. Windows keeps a
// user's folders to the user in its own way, and has no such modes.
func checkMode(path string, open, want fs.FileMode) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("the local CA cannot be read: %w", err)
	}
	if mode := info.Mode().Perm(); mode&open != 0 {
		return &ExposedError{Path: path, Mode: mode, Want: want}
	}
	return nil
}
