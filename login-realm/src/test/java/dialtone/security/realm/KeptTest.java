package dialtone.security.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeptTest {

    @Test
    void aThousandUsersAreKeptThoseOfLate() {
        Kept<String> kept = new Kept<>(Duration.ofSeconds(30), () -> 0);
        kept.put("first", "asked for again");
        for (int number = 1; number <= 1000; number++) {
            kept.put("user " + number, "known");
            kept.get("first");
        }

        assertThat(kept.get("first")).isEqualTo("asked for again");
        assertThat(kept.get("user 1")).isNull();
        assertThat(kept.get("user 2")).isEqualTo("known");
    }

    @Test
    void nothingIsKeptForNoTime() {
        Kept<String> kept = new Kept<>(Duration.ZERO, () -> 0);
        kept.put("user", "known");

        assertThat(kept.get("user")).isNull();
    }
}
