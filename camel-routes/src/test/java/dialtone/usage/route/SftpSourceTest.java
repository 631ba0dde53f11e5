package dialtone.usage.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.usage.layout.UsageLayouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SftpSourceTest {

    @Test
    void what_is_not_said_has_its_usual_value() {
        SftpSource source = declared(Map.of("host", "msc1.example.net", "user", "dialtone", "password", "secret"));
        assertThat(source.port()).isEqualTo(22);
        assertThat(source.every()).isEqualTo(Duration.ofSeconds(30));
        assertThat(source.layout().name()).isEqualTo("dialtone-csv");
        assertThat(source.place()).isEqualTo("dialtone@msc1.example.net:22");
    }

    @Test
    void no_secret_is_shown() {
        SftpSource source = declared(Map.of("host", "h", "user", "u", "password", "secret", "folder", "out/cdr"));
        assertThat(source.toString()).doesNotContain("secret");
        assertThat(source.place()).isEqualTo("u@h:22/out/cdr");
    }

    @Test
    void every_fault_of_every_source_is_named() {
        Map<String, Map<String, String>> said = Map.of(
                "msc1", Map.of("host", "h?x=y", "user", "u", "password", "p", "port", "70000", "seconds", "0"),
                "msc2", Map.of("host", "h", "user", "u", "key", "/no/such/key", "layout", "nobody", "folder", "../up"),
                "msc3", Map.of("host", "h", "user", "u"),
                "Msc 4", Map.of("host", "h", "user", "u", "password", "p"));
        assertThatThrownBy(() -> SftpSource.declared(
                        List.of("msc1", "msc2", "msc3", "Msc 4"),
                        source -> what -> Optional.ofNullable(
                                said.getOrDefault(source, Map.of()).get(what)),
                        UsageLayouts.HOUSE))
                .hasMessageContainingAll(
                        "usage.sftp.msc1.host is a host",
                        "usage.sftp.msc1.port is 1 to 65535",
                        "usage.sftp.msc1.seconds is 1 to 3600",
                        "usage.sftp.msc2.key is a file",
                        "usage.sftp.msc2.layout is one of dialtone-csv",
                        "usage.sftp.msc2.folder is of",
                        "usage.sftp.msc3.key or password is missing",
                        "usage.sftp.Msc 4: a name");
    }

    private static SftpSource declared(Map<String, String> said) {
        return SftpSource.declared(
                        List.of("msc1"), source -> what -> Optional.ofNullable(said.get(what)), UsageLayouts.HOUSE)
                .getFirst();
    }
}
