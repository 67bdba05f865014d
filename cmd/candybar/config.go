package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"candybar/gateway/ledger"
	"candybar/gateway/lint"
)

// configFile is what is read where --config names nothing.
const configFile = "candybar.toml"

// config is a config file. Every shared flag is a top-level key too, with
// underscores for dashes; those stand in flags.
type config struct {
	Phones  []phoneConfig  `toml:"phones"`
	Codes   []codeConfig   `toml:"codes"`
	Inoti   inotiConfig    `toml:"inoti"`
	Timers  profileOrTable `toml:"timers"`
	Weather profileOrTable `toml:"weather"`
	// Callbacks are those that the gateway makes after money moved.
	Callbacks  callbacksConfig  `toml:"callbacks"`
	IPayy      ipayyConfig      `toml:"ipayy"`
	IntouchPay intouchPayConfig `toml:"intouchpay"`
	// Lint is what rules count as, by their ids.
	Lint map[string]string `toml:"lint"`

	// severities is Lint as it was understood.
	severities lint.Severities
	// flags are the top-level keys that are flags, by the flag's name.
	flags map[string]string
	// warning is about the file; empty where all is well.
	warning string
}

type phoneConfig struct {
	Mobile     string  `toml:"mobile"`
	Operator   *string `toml:"operator"`
	Balance    *int64  `toml:"balance"`
	PIN        *string `toml:"pin"`
	Registered *bool   `toml:"registered"`
	// What goes wrong on purpose.
	IPayyFailure      *string `toml:"ipayy_failure"`
	IPayyError        *string `toml:"ipayy_error"`
	IntouchPayPayment *string `toml:"intouchpay_payment"`
	IntouchPayDeposit *string `toml:"intouchpay_deposit"`
}

type codeConfig struct {
	// Name is by what the code stands among the saved codes of the phone; it may be
	// empty.
	Name    string `toml:"name"`
	Code    string `toml:"code"`
	Handler string `toml:"handler"`
	PayBy   string `toml:"pay_by"`
}

type inotiConfig struct {
	Username  string `toml:"username"`
	Password  string `toml:"password"`
	CodeName  string `toml:"code_name"`
	CallForm  string `toml:"call_form"`
	SessionID string `toml:"session_id"`
	JSONStyle string `toml:"json_style"`
}

type callbacksConfig struct {
	Outcome string `toml:"outcome"`
	Tries   int    `toml:"tries"`
	Backoff string `toml:"backoff"`
}

// retry is how often callbacks are tried.
func (c callbacksConfig) retry() (ledger.Retry, error) {
	retry := ledger.Retry{Tries: c.Tries, Backoff: 10 * time.Second}
	if c.Tries < 0 || c.Tries > 100 {
		return retry, usageError("the config's [callbacks] tries = %d: write 1 to 100", c.Tries)
	}
	if c.Backoff == "" {
		return retry, nil
	}
	var err error
	if retry.Backoff, err = time.ParseDuration(c.Backoff); err != nil || retry.Backoff <= 0 {
		return retry, usageError("the config's [callbacks] backoff %q is no duration such as 10s", c.Backoff)
	}
	return retry, nil
}

type ipayyConfig struct {
	MerchantKey    string `toml:"merchant_key"`
	ApplicationKey string `toml:"application_key"`
	OTPTries       int    `toml:"otp_tries"`
	OTPLife        string `toml:"otp_life"`
	BaseURL        string `toml:"base_url"`
	SupportPhone   string `toml:"support_phone"`
	SupportEmail   string `toml:"support_email"`
}

type intouchPayConfig struct {
	Username         string `toml:"username"`
	AccountNo        string `toml:"accountno"`
	PartnerPassword  string `toml:"partner_password"`
	Profile          string `toml:"profile"`
	HTTPStatus       string `toml:"http_status"`
	CallbackURL      string `toml:"callback_url"`
	CallbackUser     string `toml:"callback_user"`
	CallbackPassword string `toml:"callback_password"`
	BaseURL          string `toml:"base_url"`
}

// profileOrTable is timers = "strict" or [timers] profile = "strict"; weather is the
// same.
type profileOrTable struct{ profile string }

// UnmarshalTOML reads either form.
func (p *profileOrTable) UnmarshalTOML(value any) error {
	if table, ok := value.(map[string]any); ok {
		for key := range table {
			if key != "profile" {
				return fmt.Errorf("unknown key %q in [timers] or [weather]: they have profile alone", key)
			}
		}
		value = table["profile"]
	}
	profile, ok := value.(string)
	if !ok {
		return errors.New("timers and weather are the names of profiles: timers = \"strict\", weather = \"flaky\"")
	}
	p.profile = profile
	return nil
}

// readConfig reads the config at path, or candybar.toml in this folder where
// path is empty and there is one. IsFlag tells which top-level keys are flags.
func readConfig(path string, isFlag func(name string) bool) (config, error) {
	named := path != ""
	if !named {
		path = configFile
	}
	data, err := os.ReadFile(path)
	switch {
	case err != nil && !named && errors.Is(err, fs.ErrNotExist):
		return config{}, nil
	case err != nil:
		return config{}, usageError("the config cannot be read: %w", err)
	}
	c, err := parseConfig(string(data), isFlag)
	if err != nil {
		return config{}, usageError("the config %s: %w", path, err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return config{}, usageError("the config cannot be read: %w", err)
	}
	if named := c.exposed(info.Mode()); len(named) > 0 {
		c.warning = exposedWarning(path, info.Mode(), named)
	}
	return c, nil
}

func parseConfig(data string, isFlag func(name string) bool) (config, error) {
	c := config{flags: make(map[string]string)}
	meta, err := toml.Decode(data, &c)
	if err != nil {
		return config{}, withoutSecret(err)
	}
	var top map[string]any
	if _, err := toml.Decode(data, &top); err != nil {
		return config{}, err
	}
	for _, key := range meta.Undecoded() {
		name := strings.ReplaceAll(key[0], "_", "-")
		if len(key) > 1 || !isFlag(name) || name != strings.ReplaceAll(name, "_", "-") {
			return config{}, fmt.Errorf("line %d: unknown key %q", lineOf(data, key), key.String())
		}
		switch value := top[key[0]].(type) {
		case string, bool, int64:
			c.flags[name] = fmt.Sprint(value)
		default:
			return config{}, fmt.Errorf("line %d: %s is one value: a text, a number, true or false", lineOf(data, key), key)
		}
	}
	c.severities, err = readSeverities(data, c.Lint)
	return c, err
}

// readSeverities reads [lint].
func readSeverities(data string, said map[string]string) (lint.Severities, error) {
	severities := make(lint.Severities)
	for _, id := range slices.Sorted(maps.Keys(said)) {
		if err := severities.Set(id, said[id]); err != nil {
			return nil, fmt.Errorf("line %d: [lint]: %w", lineOf(data, toml.Key{"lint", id}), err)
		}
	}
	return severities, nil
}

// lineOf is the line that a key of the file stands in, from 1. The library
// does not say; this finds the first line that names the key in its table.
func lineOf(data string, key toml.Key) int {
	table := ""
	last := len(key) - 1
	for i, line := range strings.Split(data, "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			table = strings.TrimSpace(strings.Trim(line, "[]"))
			if table == key.String() {
				return i + 1
			}
			continue
		}
		name, _, _ := strings.Cut(line, "=")
		name = strings.Trim(strings.TrimSpace(name), `"'`)
		if name == key[last] && table == strings.Join(key[:last], ".") || name == key.String() {
			return i + 1
		}
	}
	return 1
}
