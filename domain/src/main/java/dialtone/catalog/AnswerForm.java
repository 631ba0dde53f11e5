package dialtone.catalog;

import java.util.regex.Pattern;

/**
 * What an answer has to look like.
 *
 * @param pattern of the whole answer, {@code [0-9]{32}}: for machines, and never shown to a person
 * @param words   the same as a sentence for who types it in, with its full stop; 1 to {@value #MAX_WORDS} characters
 */
public record AnswerForm(Pattern pattern, String words) {

    /** Fits into a refusal beside the label and what was typed. */
    public static final int MAX_WORDS = 200;

    public AnswerForm {
        if (words.isBlank() || words.length() > MAX_WORDS) {
            throw new IllegalArgumentException("A form is said in 1 to " + MAX_WORDS + " characters: " + words);
        }
    }

    /** Whether all of it looks like that. */
    public boolean fits(String answer) {
        return pattern.matcher(answer).matches();
    }
}
