package rtl

// mirrors are the pairs that change places where text goes from right to left, so
// that a bracket opens towards what is in it: those of BidiMirroring.txt that a
// handler's text may have in it.
var mirrors = makeMirrors("()[]{}<>«»‹›≤≥≪≫⁅⁆⁽⁾₍₎⌈⌉⌊⌋⟦⟧⟨⟩⟪⟫❨❩❪❫❬❭❮❯❰❱❲❳❴❵⦃⦄⦅⦆〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞﹤﹥（）＜＞［］｛｝｟｠｢｣")

func makeMirrors(pairs string) map[rune]rune {
	all := []rune(pairs)
	table := make(map[rune]rune, len(all))
	for i := 0; i < len(all); i += 2 {
		table[all[i]], table[all[i+1]] = all[i+1], all[i]
	}
	return table
}

// mirrored is r as it stands in text that goes from right to left.
func mirrored(r rune) rune {
	if other, ok := mirrors[r]; ok {
		return other
	}
	return r
}
