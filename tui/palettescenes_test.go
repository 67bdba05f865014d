package tui

// paletteScenes are the palette over what a phone shows.
var paletteScenes = []play{
	{"palette", func(s *scene) { s.model.book.given = []Code{{"Corner shop", "*6655*123#"}}; s.press("ctrl+p") }},
	{"palette-found", func(s *scene) { s.dial().ask("*6655*123", menu).press("ctrl+p", "w", "t") }},
	{"palette-code", func(s *scene) { s.press("ctrl+p", "*", "1", "#") }},
	{"palette-none", func(s *scene) { s.press("ctrl+p", "z", "z") }},
	{"palette-hostile", func(s *scene) { s.dial().ask("*6655*123", hostile).press("ctrl+p", "한") }},
	{"palette-persian", func(s *scene) {
		s.dial().ask("*6655*123", "لطفا کد ثبت نام خود را وارد نمایید\n۱. بله\n۲. نمی‌شود").press("ctrl+p")
	}},
}
