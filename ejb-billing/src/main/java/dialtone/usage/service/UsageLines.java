package dialtone.usage.service;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Lines, one at a time. A line that is longer than a record can be is cut, so that a file without line ends
 * does not end in memory.
 */
final class UsageLines implements RecordTexts {

    private static final int BUFFER = 1 << 16;

    private final Reader reader;
    private final int longest;
    private final char[] buffer = new char[BUFFER];
    private final StringBuilder line = new StringBuilder();
    private int position;
    private int filled;
    private boolean first = true;

    /** @param longest characters of a line that are kept */
    UsageLines(Reader reader, int longest) {
        this.reader = reader;
        this.longest = longest;
    }

    /** Without its end (LF or CRLF). */
    @Override
    public @Nullable String next() throws IOException {
        line.setLength(0);
        boolean any = false;
        while (fill()) {
            any = true;
            char c = buffer[position++];
            if (c == '\n') {
                return text();
            }
            if (line.length() <= longest) {
                line.append(c);
            }
        }
        return any ? text() : null;
    }

    private boolean fill() throws IOException {
        if (position < filled) {
            return true;
        }
        position = 0;
        filled = reader.read(buffer);
        return filled > 0;
    }

    private String text() {
        int from = first && !line.isEmpty() && line.charAt(0) == '\uFEFF' ? 1 : 0; // a byte order mark
        first = false;
        int length = line.length();
        return line.substring(from, length > from && line.charAt(length - 1) == '\r' ? length - 1 : length);
    }
}
