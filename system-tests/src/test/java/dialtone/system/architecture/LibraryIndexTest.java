package dialtone.system.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The EAR as the server finds it: libraries with the index of their classes, our own archives without one (docs/adr/0058). */
class LibraryIndexTest {

    @Test
    void libraries_bring_an_index_and_our_own_archives_do_not() throws IOException {
        Map<String, Boolean> indexed = new TreeMap<>();
        byte[] ear = Files.readAllBytes(House.root().resolve("ear/target/dialtone.ear"));
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(ear))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(".jar")) {
                    indexed.put(entry.getName(), names(in.readAllBytes()).contains("META-INF/jandex.idx"));
                }
            }
        }
        assertThat(indexed)
                .hasSizeGreaterThan(50)
                .containsEntry("lib/platform.jar", false)
                .containsEntry("camel-routes.jar", false)
                .allSatisfy((archive, hasIndex) ->
                        assertThat(hasIndex).as(archive).isEqualTo(archive.matches("lib/.*-\\d.*")));
    }

    private static Set<String> names(byte[] archive) throws IOException {
        Set<String> names = new TreeSet<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
