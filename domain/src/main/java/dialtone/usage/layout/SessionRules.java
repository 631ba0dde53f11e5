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
 * @param last     the causes after which none follows; of one that is in neither nobody knows, so that the session is not complete by it: what there is
 *                 waits as long as the parts are waited for, and then becomes what becomes of a session with a gap
 * @param patience how long the parts are waited for
 */
public record SessionRules(
        Value session, Value part, Value cause, Set<String> more, Set<String> last, SessionPart.Patience patience) {

    /** Of a number of a part without the zeros that fill its field. */
    private static final int MAX_DIGITS = 6;

    private static final Pattern NUMBER = Pattern.compile("0*([1-9][0-9]{0," + (MAX_DIGITS - 1) + "})");

    public SessionRules {
        more = Set.copyOf(more);
        last = Set.copyOf(last);
    }

    /** What a record says. */
    sealed interface Said {
        /** It is no part. */
        record Whole() implements Said {}

        record Part(SessionPart part) implements Said {}

        record Wrong(String message) implements Said {}
    }

    Said of(String[] values) {
        String why = cause.of(values);
        String written = part.of(values);
        if (written.isEmpty()) {
            return withoutNumber(values, why);
        }
        Optional<Integer> number = number(written);
        return number.isEmpty()
                ? new Said.Wrong("Not a number of a part from 1 to " + SessionPart.MAX_NUMBER + ": " + written)
                : part(values, number.get(), last.contains(why));
    }

    private Said withoutNumber(String[] values, String why) {
        if (more.contains(why)) {
            return new Said.Wrong("More follows by the cause " + why + ", but no number of the part is there");
        }
        // by an unknown cause more may follow: the first part, as far as anybody knows
        return why.isEmpty() || last.contains(why) ? new Said.Whole() : part(values, 1, false);
    }

    private Said part(String[] values, int number, boolean isLast) {
        String name = session.of(values);
        return name.isEmpty() || name.length() > SessionPart.MAX_SESSION
                ? new Said.Wrong("Not a session's name of 1 to " + SessionPart.MAX_SESSION + " characters: " + name)
                : new Said.Part(new SessionPart(name, number, isLast, patience));
    }

    private static Optional<Integer> number(String text) {
        Matcher written = NUMBER.matcher(text);
        return written.matches()
                ? Optional.of(Integer.valueOf(written.group(1))).filter(number -> number <= SessionPart.MAX_NUMBER)
                : Optional.empty();
    }
}
