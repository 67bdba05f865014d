package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"candybar/gateway/weather"
)

const completionUsage = `candybar completion SHELL

Prints a completion script for bash, zsh or fish.

Examples:
  source <(candybar completion bash)
  candybar completion zsh > ~/.zfunc/_candybar
  candybar completion fish > ~/.config/fish/completions/candybar.fish
`

func runCompletion(_ context.Context, std streams, args []string) error {
	flags := newFlags("completion")
	if err := parse(flags, args); errors.Is(err, errHelp) {
		return printUsage(std, completionUsage)
	} else if err != nil {
		return err
	}
	script, known := completions[flags.Arg(0)]
	if flags.NArg() != 1 || !known {
		return usageError("completion wants the name of one shell: bash, zsh or fish")
	}
	_, err := io.WriteString(std.out, script(commandNames(), flagNames()))
	return err
}

// completions are the script of each shell, from the commands' and the flags'
// names.
var completions = map[string]func(names, flags []string) string{
	"bash": bashCompletion,
	"zsh":  zshCompletion,
	"fish": fishCompletion,
}

func commandNames() []string {
	var names []string
	for _, command := range commands() {
		if command.name != "" {
			names = append(names, command.name)
		}
	}
	return names
}

// flagNames are the flags of any command, with their dashes.
func flagNames() []string {
	var shared sharedFlags
	flags := newFlags("")
	shared.add(flags, "")
	names := []string{"--help", "--json"}
	flags.VisitAll(func(flag *pflag.Flag) { names = append(names, "--"+flag.Name) })
	return names
}

// weatherNames are those of --weather.
func weatherNames() []string {
	var names []string
	for _, w := range weather.All() {
		names = append(names, string(w))
	}
	return names
}

func bashCompletion(names, flags []string) string {
	return fmt.Sprintf(`# bash completion for candybar
_candybar() {
	local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
	case $previous in
	--config | --log) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
	--call-form) mapfile -t COMPREPLY < <(compgen -W "star bare mixed" -- "$word"); return ;;
	--timers) mapfile -t COMPREPLY < <(compgen -W "default strict africastalking" -- "$word"); return ;;
	--skin) mapfile -t COMPREPLY < <(compgen -W "feature smartphone" -- "$word"); return ;;
	--language) mapfile -t COMPREPLY < <(compgen -W "en fa" -- "$word"); return ;;
	--theme) mapfile -t COMPREPLY < <(compgen -W "modern classic contrast" -- "$word"); return ;;
	--weather) mapfile -t COMPREPLY < <(compgen -W "%[3]s" -- "$word"); return ;;
	--country) mapfile -t COMPREPLY < <(compgen -W "IR IN RW" -- "$word"); return ;;
	completion) mapfile -t COMPREPLY < <(compgen -W "bash zsh fish" -- "$word"); return ;;
	help) mapfile -t COMPREPLY < <(compgen -W "%[1]s" -- "$word"); return ;;
	lint) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
	esac
	if [[ $word == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "%[2]s" -- "$word")
	elif ((COMP_CWORD == 1)); then
		mapfile -t COMPREPLY < <(compgen -W "%[1]s" -- "$word")
	fi
}
complete -F _candybar candybar
`, strings.Join(names, " "), strings.Join(flags, " "), strings.Join(weatherNames(), " "))
}

func zshCompletion(names, flags []string) string {
	return fmt.Sprintf(`#compdef candybar
# zsh completion for candybar
_candybar() {
	case ${words[CURRENT-1]} in
	--config | --log | lint) _files; return ;;
	--call-form) compadd star bare mixed; return ;;
	--timers) compadd default strict africastalking; return ;;
	--weather) compadd %[3]s; return ;;
	--country) compadd IR IN RW; return ;;
	--skin) compadd feature smartphone; return ;;
	--language) compadd en fa; return ;;
	--theme) compadd modern classic contrast; return ;;
	completion) compadd bash zsh fish; return ;;
	help) compadd %[1]s; return ;;
	esac
	if [[ ${words[CURRENT]} == -* ]]; then
		compadd -- %[2]s
	elif ((CURRENT == 2)); then
		compadd %[1]s
	fi
}
compdef _candybar candybar
`, strings.Join(names, " "), strings.Join(flags, " "), strings.Join(weatherNames(), " "))
}

func fishCompletion(names, flags []string) string {
	var script strings.Builder
	script.WriteString("# fish completion for candybar\ncomplete -c candybar -f\n")
	for _, name := range names {
		fmt.Fprintf(&script, "complete -c candybar -n __fish_use_subcommand -a %s\n", name)
	}
	for _, flag := range flags {
		fmt.Fprintf(&script, "complete -c candybar -l %s\n", strings.TrimPrefix(flag, "--"))
	}
	script.WriteString("complete -c candybar -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'\n")
	script.WriteString("complete -c candybar -n '__fish_seen_subcommand_from lint' -F\n")
	return script.String()
}
