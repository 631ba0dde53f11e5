package dialtone.usage.layout;

import dialtone.usage.SessionPart;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a source says that a record is a part of a session.
 *
 * @param session  its name for the session
 * @param part     the number of the part, from 1; empty in a record that is the whole session
 * @param cause    why the record was closed
 * @param more     the causes after which another part follows
 * @param patience how long the parts are waited for
 */
public record SessionRules(Value session, Value part, Value cause, Set<String> more, SessionPart.Patience patience) {

    /** Of a number of a part without the zeros that fill its field. */
    private static final int MAX_DIGITS = 4;

    private static final Pattern NUMBER = Pattern.compile("0*([1-9][0-9]{0," + (MAX_DIGITS - 1) + "})");

    public SessionRules {
        more = Set.copyOf(more);
    }

    /** What a record says. */
    sealed interface Said {
        /** It is no part. */
        record Whole() implements Said {}

        record Part(SessionPart part) implements Said {}

        record Wrong(String message) implements Said {}
    }

    Said of(String[] values) {
        boolean goesOn = more.contains(cause.of(values));
        String written = part.of(values);
        if (written.isEmpty()) {
            return goesOn
                    ? new Said.Wrong(
                            "More follows by the cause " + cause.of(values) + ", but no number of the part is there")
                    : new Said.Whole();
        }
        Optional<Integer> number = number(written);
        if (number.isEmpty()) {
            return new Said.Wrong("Not a number of a part from 1 to " + SessionPart.MAX_NUMBER + ": " + written);
        }
        String name = session.of(values);
        if (name.isEmpty() || name.length() > SessionPart.MAX_SESSION) {
            return new Said.Wrong("Not a session's name of 1 to " + SessionPart.MAX_SESSION + " characters: " + name);
        }
        return new Said.Part(new SessionPart(name, number.get(), !goesOn, patience));
    }

    private static Optional<Integer> number(String text) {
        Matcher written = NUMBER.matcher(text);
        return written.matches()
                ? Optional.of(Integer.valueOf(written.group(1))).filter(number -> number <= SessionPart.MAX_NUMBER)
                : Optional.empty();
    }
}
