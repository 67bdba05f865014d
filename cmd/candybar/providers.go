package main

import (
	"errors"
	"time"

	"candybar/gateway"
	"candybar/providers/intouchpay"
	"candybar/providers/ipayy"
)

// settings is how the config sets up iPayy.
func (c ipayyConfig) settings() (ipayy.Settings, error) {
	settings := ipayy.Settings{MerchantKey: c.MerchantKey, ApplicationKey: c.ApplicationKey}
	if c.OTPTries < 0 {
		return settings, usageError("the config's otp_tries is below zero")
	}
	settings.Tries = c.OTPTries
	if c.OTPLife == "" {
		return settings, nil
	}
	life, err := time.ParseDuration(c.OTPLife)
	if err != nil || life <= 0 {
		return settings, usageError("the config's otp_life %q is no duration such as 5m", c.OTPLife)
	}
	settings.Life = life
	return settings, nil
}

// merchants are how the config has the providers asked for money.
func (c config) merchants() (gateway.Merchants, error) {
	var merchants gateway.Merchants
	for _, base := range []struct{ table, said string }{{"ipayy", c.IPayy.BaseURL}, {"intouchpay", c.IntouchPay.BaseURL}} {
		if base.said == "" {
			continue
		}
		if _, err := gateway.ParseHandler(base.said); err != nil {
			return merchants, usageError("the config's [%s] base_url: %w", base.table, err)
		}
	}
	merchants.IPayy.Base, merchants.IntouchPay.Base = c.IPayy.BaseURL, c.IntouchPay.BaseURL
	merchants.Support = ipayy.Support{Phone: c.IPayy.SupportPhone, Email: c.IPayy.SupportEmail}
	return merchants, nil
}

// settings is how the config sets up IntouchPay.
func (c intouchPayConfig) settings() (intouchpay.Settings, error) {
	settings := intouchpay.Settings{
		Username: c.Username, AccountNo: c.AccountNo, PartnerPassword: c.PartnerPassword,
		CallbackUser: c.CallbackUser, CallbackPassword: c.CallbackPassword,
	}
	if c.CallbackURL != "" {
		if _, err := gateway.ParseHandler(c.CallbackURL); err != nil {
			return settings, usageError("the config's callback_url: %w", err)
		}
		settings.Terms.CallbackURL = c.CallbackURL
	}
	var err error
	if c.Profile != "" {
		if settings.Profile, err = intouchpay.ParseProfile(c.Profile); err != nil {
			return settings, usageError("the config's [intouchpay] profile: %w", err)
		}
	}
	if c.HTTPStatus != "" {
		if settings.HTTPStatus, err = intouchpay.ParseHTTPStatus(c.HTTPStatus); err != nil {
			return settings, usageError("the config's [intouchpay] http_status: %w", err)
		}
	}
	return settings, nil
}

// change is what the config says of a phone.
func (c phoneConfig) change() (gateway.Change, error) {
	faults, err := gateway.FaultNames{
		IPayyFailure: c.IPayyFailure, IPayyError: c.IPayyError,
		IntouchPayPayment: c.IntouchPayPayment, IntouchPayDeposit: c.IntouchPayDeposit,
	}.Read()
	var unknown *gateway.UnknownFault
	if errors.As(err, &unknown) {
		return gateway.Change{}, usageError("the config's [[phones]], %s: %w", c.Mobile, err).hint("%s", unknown.Hint())
	}
	return gateway.Change{Operator: c.Operator, Balance: c.Balance, Registered: c.Registered, PIN: c.PIN, Faults: faults}, err
}
