package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.catalog.OfferingId;
import dialtone.platform.schema.MigratedDatabase;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An installation whose catalogue was taken before forms had words, started with the version that asks for them. */
class CatalogUpgradeTest {

    private static final Instant BEFORE = Instant.parse("2026-11-01T10:00:00Z");

    private final MigratedDatabase database = MigratedDatabase.taken(false);
    private final CatalogStore store = new CatalogStore(
            database.dataSource(),
            new ConcurrentHashMap<>(),
            Clock.fixed(Instant.parse("2026-11-26T10:00:00Z"), ZoneOffset.UTC));

    @AfterEach
    void giveBack() {
        database.giveBack();
    }

    @Test
    void the_folder_that_it_had_still_starts_it_and_a_changed_one_is_held_to_the_rules_of_today() throws Exception {
        CatalogSource old = withoutWords(CatalogSource.in(Path.of("..", "catalog")));
        assertThat(reasons(old))
                .extracting(Rejection::message)
                .as("for the first time")
                .anySatisfy(reason -> assertThat(reason).contains("formInWords is missing"));

        takenBefore(old);
        assertThat(reasons(old)).isEmpty();
        assertThat(store.current().offering(new OfferingId("mobile-sim-only-m")))
                .isPresent();

        CatalogSource changed = new CatalogSource(old.documents().stream()
                .map(document -> new CatalogSource.Document(
                        document.name(), document.text().replace("amount: 9.90", "amount: 9.80")))
                .toList());
        assertThat(changed.checksum()).isNotEqualTo(old.checksum());
        assertThat(reasons(changed))
                .extracting(Rejection::message)
                .anySatisfy(reason -> assertThat(reason).contains("formInWords is missing"));
    }

    private List<Rejection> reasons(CatalogSource source) {
        return store.load(source).fold(catalog -> List.of(), reasons -> reasons);
    }

    private static CatalogSource withoutWords(CatalogSource source) {
        return new CatalogSource(source.documents().stream()
                .map(document -> new CatalogSource.Document(
                        document.name(), document.text().replaceAll("(,\\s*|\n *)formInWords: \"[^\"]*\"", "")))
                .toList());
    }

    private void takenBefore(CatalogSource source) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO CATALOG_VERSION (VERSION_ID, CHECKSUM, CONTENT, ACTIVATED_AT) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, version(source));
            insert.setString(2, source.checksum());
            insert.setCharacterStream(3, new StringReader(source.text()));
            insert.setTimestamp(4, Timestamp.from(BEFORE));
            insert.executeUpdate();
        }
    }

    private static String version(CatalogSource source) {
        return source.text()
                .lines()
                .filter(line -> line.startsWith("version: "))
                .findFirst()
                .orElseThrow()
                .replaceAll("version: |\"", "");
    }
}
