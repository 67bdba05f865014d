package tui

import "image"

// The least terminal that a phone fits in, and where things begin to fit.
const (
	leastWidth   = 40
	leastHeight  = 20
	besideWidth  = 72 // from here the panel stands beside the phone
	keypadHeight = 24 // from here the phone has its keypad
	roomyHeight  = 32 // from here the keypad has room between its keys
	ampleHeight  = 44 // from here it has still more
	mostPhone    = 35 // rows; a phone does not grow with the terminal for ever

	mostScreen = 36 // columns; a screen does not grow with its phone for ever
	leastPhone = 32 // columns of one phone of several
	phoneGap   = 2  // between two phones
	leastPanel = 40 // columns of the panel beside several phones
)

// page is what stands where only one thing fits.
type page uint8

const (
	phonePage page = iota
	panelPage
)

// wish is what is to be shown, as far as there is room.
type wish struct {
	page page
	// phones is how many are wanted side by side; less than one is one.
	phones int
	// sims is how many SIMs there are, chosen which of them is, first which had the
	// first phone until now.
	sims, chosen, first int
	// demo is demo mode.
	demo bool
}

// layout says where everything stands. A rectangle that is empty is not shown.
type layout struct {
	width, height int
	// small is true where nothing fits; the rectangles are empty then.
	small bool

	// phones are the handsets that are shown, those of the SIMs from the first on.
	phones []phoneLayout
	first  int
	// The chosen one of them; where none is shown, one that stands nowhere.
	*phoneLayout

	// panel is the inspector (or the help, or one exchange) with its frame, body
	// what is in it.
	panel, body image.Rectangle
	// demo is true in demo mode, where caps are the keys that were pressed.
	demo bool
	caps image.Rectangle
	foot image.Rectangle
}

// phoneLayout says where everything of one phone stands.
type phoneLayout struct {
	// phone is the whole handset with its frame; the next seven are inside it.
	phone image.Rectangle
	// status and sim are the two rows of the status bar.
	status, sim image.Rectangle
	// screen is what the phone shows; entry is its end, where something is typed.
	screen, entry image.Rectangle
	left, right   image.Rectangle // the soft keys
	keys          [keyCount]image.Rectangle
}

// newLayout is a pure function of the terminal's size, and of what is to be shown.
// The place of a phone never depends on what it shows.
func newLayout(width, height int, w wish) layout {
	l := layout{width: width, height: height, phoneLayout: new(phoneLayout)}
	if width < leastWidth || height < leastHeight {
		l.small = true
		return l
	}
	l.foot = image.Rect(0, height-1, width, height)
	n := max(1, min(w.phones, w.sims, mostPhones(width)))
	beside := widthBeside(width, n)
	switch {
	case w.demo && w.page == phonePage:
		l.layDemo(w, n)
	case beside > 0:
		l.layPhones(w, l.place(0, beside), n)
		l.layPanel(l.phones[n-1].phone.Max.X + 1)
	case w.page == panelPage && n > 1:
		// The panel is another's place, but that of the chosen phone.
		w.phones = 1
		return newLayout(width, height, w)
	case w.page == panelPage:
		l.layPanel(0)
	default:
		own := min(leastWidth, (width-(n-1)*phoneGap)/n)
		l.layPhones(w, l.place((width-n*own-(n-1)*phoneGap)/2, own), n)
	}
	return l
}

// beside reports whether phone and panel are both there.
func (l *layout) beside() bool { return !l.phone.Empty() && !l.panel.Empty() }

// mostPhones is how many phones fit side by side.
func mostPhones(width int) int { return max(1, (width+phoneGap)/(leastPhone+phoneGap)) }

// widthBeside is how wide each of n phones is where the panel stands beside them; 0
// where there is no room for that.
func widthBeside(width, n int) int {
	if n == 1 {
		if width < besideWidth {
			return 0
		}
		return phoneWidth(width)
	}
	each := (width - leastPanel - 1 - (n-1)*phoneGap) / n
	if each < leastPhone {
		return 0
	}
	return min(each, phoneWidth(width))
}

func phoneWidth(width int) int {
	switch {
	case width >= 140:
		return 40
	case width >= 100:
		return 36
	default:
		return leastPhone
	}
}

func (l *layout) layPanel(x int) {
	l.panel = image.Rect(x, 0, l.width, l.height-1)
	l.body = image.Rect(x+2, 1, l.width-2, l.height-2)
}

// place is that of a phone so wide from x on.
func (l *layout) place(x, width int) image.Rectangle {
	return image.Rect(x, 0, x+width, min(l.height-1, mostPhone))
}

// layPhones gives n phones their places, from that of the first one on.
func (l *layout) layPhones(w wish, place image.Rectangle, n int) {
	// The one that is chosen is brought in sight, the others stay where they are.
	l.first = max(0, w.chosen-n+1, min(w.first, w.chosen, w.sims-n))
	for range n {
		l.phones = append(l.phones, newPhoneLayout(place))
		place = place.Add(image.Pt(place.Dx()+phoneGap, 0))
	}
	l.phoneLayout = &l.phones[w.chosen-l.first]
}

// newPhoneLayout is that of a phone in a place.
func newPhoneLayout(place image.Rectangle) phoneLayout {
	l := phoneLayout{phone: place}
	inside := image.Rect(place.Min.X+2, place.Min.Y+1, place.Max.X-2, place.Max.Y-1)
	l.status = band(inside, inside.Min.Y, 1)
	l.sim = band(inside, l.status.Max.Y, 1)
	soft := inside.Max.Y - 1
	if pitch := keyPitch(place.Dy() + 1); pitch > 0 { // with the foot
		keypad := inside.Max.Y - 4*pitch + pitch - 1 // no room under the last row
		l.layKeys(image.Rect(inside.Min.X, keypad, inside.Max.X, inside.Max.Y), pitch)
		soft = keypad - 2 // a rule stands between the soft keys and the keypad
	}
	middle := inside.Min.X + inside.Dx()/2
	l.left = image.Rect(inside.Min.X, soft, middle, soft+1)
	l.right = image.Rect(middle, soft, inside.Max.X, soft+1)
	margin := max(0, (inside.Dx()-mostScreen)/2)
	l.screen = image.Rect(inside.Min.X+margin, l.sim.Max.Y+1, inside.Max.X-margin, soft)
	l.entry = band(l.screen, l.screen.Max.Y-3, 3)
	return l
}

// keyPitch is how many rows a key of the keypad has; 0 where there is no keypad.
func keyPitch(height int) int {
	switch {
	case height >= ampleHeight:
		return 3
	case height >= roomyHeight:
		return 2
	case height >= keypadHeight:
		return 1
	default:
		return 0
	}
}

func (l *phoneLayout) layKeys(keypad image.Rectangle, pitch int) {
	for i := range l.keys {
		row, column := i/3, i%3
		l.keys[i] = image.Rect(
			keypad.Min.X+column*keypad.Dx()/3, keypad.Min.Y+row*pitch,
			keypad.Min.X+(column+1)*keypad.Dx()/3, min(keypad.Min.Y+(row+1)*pitch, keypad.Max.Y))
	}
}

// sheetEdges are the rows of a sheet besides its question: the frame, who asks, a
// gap or what is typed, the answers.
const sheetEdges = 5

// sheet is where a question of so many lines stands, at the end of the screen as
// far as there is room, and its two answers.
func (l *phoneLayout) sheet(lines int) (box, no, yes image.Rectangle) {
	rows := min(lines+sheetEdges, l.screen.Dy())
	box = band(l.screen, l.screen.Max.Y-rows, rows)
	answers := band(box, box.Max.Y-2, 1)
	middle := box.Min.X + box.Dx()/2
	no, yes = answers, answers
	no.Max.X, yes.Min.X = middle, middle
	return box, no, yes
}

// band is the n rows of r from y on.
func band(r image.Rectangle, y, n int) image.Rectangle {
	return image.Rect(r.Min.X, y, r.Max.X, y+n)
}
