package main

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"

	"github.com/BurntSushi/toml"

	"candybar/gateway/server"
)

// secret is one credential of the config.
type secret struct {
	// table and key are where it stands; usual is what it is where nobody set it.
	table, key string
	value      *string
	usual      string
}

// variable is the environment variable that gives it.
func (s secret) variable() string { return strings.ToUpper("CANDYBAR_" + s.table + "_" + s.key) }

// secrets are the providers' credentials, user names included: the two come from
// the same place.
func (c *config) secrets() []secret {
	return []secret{
		{"inoti", "username", &c.Inoti.Username, server.DefaultUsername},
		{"inoti", "password", &c.Inoti.Password, server.DefaultPassword},
		{"ipayy", "merchant_key", &c.IPayy.MerchantKey, server.DefaultMerchantKey},
		{"ipayy", "application_key", &c.IPayy.ApplicationKey, server.DefaultApplicationKey},
		{"intouchpay", "username", &c.IntouchPay.Username, server.DefaultIntouchUsername},
		{"intouchpay", "accountno", &c.IntouchPay.AccountNo, server.DefaultAccountNo},
		{"intouchpay", "partner_password", &c.IntouchPay.PartnerPassword, server.DefaultPartnerPassword},
		{"intouchpay", "callback_user", &c.IntouchPay.CallbackUser, ""},
		{"intouchpay", "callback_password", &c.IntouchPay.CallbackPassword, ""},
	}
}

// fromEnvironment takes the credentials that the environment has: it beats the
// file.
func (c *config) fromEnvironment(lookUp func(string) (string, bool)) {
	for _, s := range c.secrets() {
		if value, found := lookUp(s.variable()); found {
			*s.value = value
		}
	}
}

// exposed names the secrets of the file that others may read, as table.key; none
// where they may not, or all are the usual ones.
func (c *config) exposed(mode fs.FileMode) []string {
	// Windows has no such modes.
	if mode.Perm()&0o077 == 0 || runtime.GOOS == "windows" {
		return nil
	}
	var named []string
	for _, s := range c.secrets() {
		if *s.value != "" && *s.value != s.usual && isSecret(s.key) {
			named = append(named, s.table+"."+s.key)
		}
	}
	if c.flags["token"] != "" {
		named = append(named, "token")
	}
	return named
}

// isSecret tells a password or key from the name that goes with it.
func isSecret(key string) bool {
	return strings.HasSuffix(key, "password") || strings.HasSuffix(key, "key") || key == "token"
}

// withoutSecret is why a file cannot be read, without what was found in the place
// of a secret: the beginning of one whose quotes are missing.
func withoutSecret(err error) error {
	var fault toml.ParseError
	if !errors.As(err, &fault) || !isSecret(fault.LastKey[strings.LastIndexByte(fault.LastKey, '.')+1:]) {
		return err
	}
	says, _, _ := strings.Cut(err.Error(), " but found")
	return errors.New(says)
}

// exposedWarning says that others may read secrets of a file, and what to do.
func exposedWarning(path string, mode fs.FileMode, named []string) string {
	return fmt.Sprintf("others may read %s in %s (mode %04o): chmod 600 %[2]s, or take secrets out of it and set them in the environment, as CANDYBAR_INOTI_PASSWORD",
		strings.Join(named, ", "), path, mode.Perm())
}
