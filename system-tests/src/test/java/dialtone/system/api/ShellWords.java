package dialtone.system.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Commands of a shell as their words, so far as the documentation writes them: quotes, continued lines, variables, and what is between {@code $(}
 * and {@code )}, whose commands are told as well.
 */
final class ShellWords {

    /** What a variable of the text and the outcome of a command are read as: both a number and the content of a JSON text. */
    static final String SOMETHING = "1";

    private final Map<String, String> known;
    private final List<List<String>> commands = new ArrayList<>();
    private final List<String> used = new ArrayList<>();

    private ShellWords(Map<String, String> known) {
        this.known = known;
    }

    /** @param known values of variables; any other one is {@link #SOMETHING} */
    static ShellWords of(String script, Map<String, String> known) {
        ShellWords words = new ShellWords(known);
        words.read(script);
        return words;
    }

    List<List<String>> commands() {
        return commands;
    }

    /** Names of the variables that it uses, in their order. */
    List<String> used() {
        return used;
    }

    private void read(String script) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int at = 0; at < script.length(); at++) {
            char is = script.charAt(at);
            if (quote != '\'' && is == '\\') {
                at++;
                if (script.charAt(at) != '\n') {
                    word.append(script.charAt(at));
                }
            } else if (quote != '\'' && script.startsWith("$(", at)) {
                int end = closing(script, at + 2);
                read(script.substring(at + 2, end));
                word.append(SOMETHING);
                at = end;
            } else if (quote != '\'' && is == '$') {
                at += variable(script.substring(at + 1), word);
            } else if (quote == 0 ? is == '\'' || is == '"' : is == quote) {
                quote = quote == 0 ? is : 0;
            } else if (quote == 0 && " \n;|&".indexOf(is) >= 0) {
                words = end(words, word, is != ' ');
            } else {
                word.append(is);
            }
        }
        end(words, word, true);
    }

    private List<String> end(List<String> words, StringBuilder word, boolean command) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
        if (!command || words.isEmpty()) {
            return words;
        }
        commands.add(List.copyOf(words));
        return new ArrayList<>();
    }

    /** @return how long the name is, with its braces */
    private int variable(String rest, StringBuilder word) {
        int length = rest.startsWith("{")
                ? rest.indexOf('}') + 1
                : (int) rest.chars()
                        .takeWhile(each -> Character.isLetterOrDigit(each) || each == '_')
                        .count();
        String name = rest.substring(0, length).replaceAll("[{}]|[:#].*", "");
        used.add(name);
        word.append(known.getOrDefault(name, SOMETHING));
        return length;
    }

    /** Where the bracket closes that was opened before. */
    private static int closing(String script, int from) {
        int open = 1;
        char quote = 0;
        for (int at = from; at < script.length(); at++) {
            char is = script.charAt(at);
            if (quote != 0) {
                quote = is == quote ? 0 : quote;
            } else if (is == '\'' || is == '"') {
                quote = is;
            } else if (is == '(') {
                open++;
            } else if (is == ')' && --open == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("Not closed: " + script.substring(from));
    }
}
