package dialtone.order.console;

import dialtone.base.console.Badge;

/**
 * An activity on the time line: where it was expected to be, where it was, and where it will be. Places are percent of the line's length,
 * as a style sheet takes them.
 *
 * @param expected what was planned; without length when it was not planned
 * @param actual   what it has taken so far; without length before it begins
 * @param ahead    what it is expected to take from now on; without length when it has ended
 * @param tone     of the actual bar: {@code good}, {@code busy}, {@code warn} or {@code bad}
 * @param times    in words: "12 s, expected 10 s"
 */
public record TimelineRow(
        String label, Badge state, boolean critical, Bar expected, Bar actual, Bar ahead, String tone, String times) {

    /**
     * A stretch of the line.
     *
     * @param left  {@code 12.50%}
     * @param width the same; empty for no bar
     */
    public record Bar(String left, String width) {

        static final Bar NONE = new Bar("", "");

        public boolean shown() {
            return !width.isEmpty();
        }

        public String style() {
            return "left: " + left + "; width: " + width;
        }
    }
}
