package dialtone.usage.service;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a JSON array as text, one at a time. Whether one is well formed is for whoever reads it; where it ends is told by brackets and
 * quotes alone.
 */
final class JsonElements implements RecordTexts {

    /** In place of what a file that breaks off does not have any more. */
    static final String BROKEN_OFF = "(the file ends within its array)";

    private static final int BUFFER = 1 << 16;
    private static final int END = -1;

    private final Reader reader;
    private final int longest;
    private final char[] buffer = new char[BUFFER];
    private int position;
    private int filled;
    private boolean ended;

    /** @param longest characters of an element that are kept */
    JsonElements(Reader reader, int longest) {
        this.reader = reader;
        this.longest = longest;
    }

    /** Reads the bracket that begins the array; false when something else stands there. */
    boolean begin() throws IOException {
        int c = read();
        return (c == '\uFEFF' ? afterSpace(read()) : afterSpace(c)) == '[';
    }

    @Override
    public @Nullable String next() throws IOException {
        if (ended) {
            return null;
        }
        int c = afterSpace(read());
        if (c == ',') {
            c = afterSpace(read());
        }
        if (c == ']') {
            ended = true;
            return null;
        }
        return c == END ? brokenOff() : element(c);
    }

    private String element(int first) throws IOException {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        int c = first;
        while (c != END) {
            if (!quoted && depth == 0 && (c == ',' || c == ']')) {
                ended = c == ']';
                return text.toString();
            }
            if (text.length() <= longest) {
                text.append((char) c);
            }
            if (quoted && c == '\\') {
                c = read();
                if (c != END && text.length() <= longest) {
                    text.append((char) c);
                }
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
            c = read();
        }
        return brokenOff();
    }

    private String brokenOff() {
        ended = true;
        return BROKEN_OFF;
    }

    private int afterSpace(int from) throws IOException {
        int c = from;
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            c = read();
        }
        return c;
    }

    private int read() throws IOException {
        if (position == filled) {
            position = 0;
            filled = Math.max(0, reader.read(buffer));
            if (filled == 0) {
                return END;
            }
        }
        return buffer[position++];
    }
}
