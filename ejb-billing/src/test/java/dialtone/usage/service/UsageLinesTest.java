package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageLinesTest {

    private static final int LONGEST = 2_000;

    @Test
    void lines_end_with_lf_or_crlf_and_the_last_one_with_nothing() throws IOException {
        assertThat(lines("a\nb\r\n\nc")).containsExactly("a", "b", "", "c");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void a_line_that_never_ends_is_cut_and_the_next_one_is_whole() throws IOException {
        List<String> lines = lines("x".repeat(300_000) + "\nnext");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).hasSize(LONGEST + 1);
        assertThat(lines.get(1)).isEqualTo("next");
    }

    private static List<String> lines(String text) throws IOException {
        UsageLines lines = new UsageLines(new StringReader(text), LONGEST);
        List<String> read = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            read.add(line);
        }
        return read;
    }
}
