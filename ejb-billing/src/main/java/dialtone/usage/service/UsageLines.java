package dialtone.usage.service;

import dialtone.usage.UsageCsv;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a usage file, one at a time. A line that is longer than a record can be is cut, so that a file without line ends
 * does not end in memory.
 */
final class UsageLines {

    private static final int BUFFER = 1 << 16;

    private final Reader reader;
    private final char[] buffer = new char[BUFFER];
    private final StringBuilder line = new StringBuilder();
    private int position;
    private int filled;

    UsageLines(Reader reader) {
        this.reader = reader;
    }

    /** @return without its end (LF or CRLF), at most one character longer than {@link UsageCsv#MAX_LINE}; null after the last */
    @Nullable
    String next() throws IOException {
        line.setLength(0);
        boolean any = false;
        while (fill()) {
            any = true;
            char c = buffer[position++];
            if (c == '\n') {
                return text();
            }
            if (line.length() <= UsageCsv.MAX_LINE) {
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
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }
}
