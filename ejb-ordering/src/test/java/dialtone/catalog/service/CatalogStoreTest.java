package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.platform.schema.MigratedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of the catalogue and when they take effect. */
class CatalogStoreTest {

    private static final Instant NOVEMBER = Instant.parse("2026-11-30T12:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2026-11-30T23:00:00Z");

    private final MigratedDatabase database = MigratedDatabase.taken(false);
    private Instant now = NOVEMBER;
    private final CatalogStore store = store();

    private CatalogStore store() {
        return new CatalogStore(database.dataSource(), new ConcurrentHashMap<>(), new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
    }

    @AfterEach
    void giveBack() {
        database.giveBack();
    }

    @Test
    void a_version_takes_effect_at_its_time_and_not_before() {
        accepted(store.load(version("1", "")));
        assertThat(accepted(store.load(version("2", "validFrom: \"2026-12-01T00:00:00+01:00\"\n")))
                        .version())
                .isEqualTo("2");
        assertThat(store.current().version()).isEqualTo("1");
        now = DECEMBER.minusSeconds(1);
        assertThat(store.current().version()).isEqualTo("1");
        now = DECEMBER;
        assertThat(store.current().version()).isEqualTo("2");
        assertThat(store.version("1").version()).as("orders keep it").isEqualTo("1");
    }

    @Test
    void a_server_that_starts_again_before_that_time_or_after_it_goes_by_the_same_times() {
        CatalogSource later = version("2", "validFrom: \"2026-12-01T00:00:00+01:00\"\n");
        accepted(store.load(version("1", "")));
        accepted(store.load(later));
        CatalogStore again = store();
        accepted(again.load(later));
        assertThat(again.current().version()).isEqualTo("1");
        now = DECEMBER.plusSeconds(60);
        CatalogStore after = store();
        accepted(after.load(later));
        assertThat(after.current().version()).isEqualTo("2");
        accepted(after.load(version("1", "")));
        assertThat(after.current().version()).as("put back").isEqualTo("1");
    }

    @Test
    void a_version_that_waits_is_withdrawn_by_loading_the_one_in_effect_and_may_be_loaded_again() {
        CatalogSource later = version("2", "validFrom: \"2026-12-01T00:00:00+01:00\"\n");
        accepted(store.load(version("1", "")));
        accepted(store.load(later));
        accepted(store.load(version("3", "validFrom: \"2026-12-02T00:00:00+01:00\"\n")));
        accepted(store.load(version("1", "")));
        now = DECEMBER;
        assertThat(store.current().version()).isEqualTo("1");
        now = DECEMBER.plusSeconds(48 * 3_600);
        assertThat(store.current().version()).isEqualTo("1");
        now = NOVEMBER;
        accepted(store.load(later));
        assertThat(store.current().version()).isEqualTo("1");
        now = DECEMBER;
        assertThat(store.current().version()).isEqualTo("2");
    }

    @Test
    void a_withdrawn_version_keeps_its_content() {
        accepted(store.load(version("1", "")));
        accepted(store.load(version("2", "validFrom: \"2026-12-01T00:00:00+01:00\"\n")));
        accepted(store.load(version("1", "")));
        assertThat(reasons(store.load(version("2", "validFrom: \"2026-12-02T00:00:00+01:00\"\n"))))
                .extracting(Rejection::code)
                .containsExactly("CATALOG_VERSION_CHANGED");
    }

    @Test
    void the_first_version_is_in_effect_and_none_changes() {
        assertThat(reasons(store.load(version("1", "validFrom: \"2026-12-01T00:00:00+01:00\"\n"))))
                .extracting(Rejection::code)
                .containsExactly("CATALOG_NOT_IN_EFFECT");
        accepted(store.load(version("2", "")));
        assertThat(reasons(store.load(version("2", "# another text\n"))))
                .extracting(Rejection::code)
                .containsExactly("CATALOG_VERSION_CHANGED");
        assertThat(reasons(store.load(version("3", "validFrom: tomorrow\n"))))
                .extracting(Rejection::field)
                .containsExactly("mobile.yaml:3");
    }

    @Test
    void a_table_that_names_an_offering_which_never_was_is_refused_with_file_and_line(@TempDir Path folder)
            throws IOException {
        Files.createDirectories(folder.resolve("rating"));
        Files.writeString(
                folder.resolve("mobile.yaml"),
                version("1", "").documents().getFirst().text());
        Files.writeString(
                folder.resolve("rating/surcharges.csv"),
                "id,name,percent,of,from,until,offerings\n# a comment\nfee,Fee,1.00,use,2026-01-01,,*\nfee,Fee,2.00,use,2026-01-01,,mobile-x s-*\n");
        Files.writeString(
                folder.resolve("rating/spending-limits.csv"),
                "id,name,per,usage,where,currency,amount,notices,then,from,until\n");
        assertThatThrownBy(() -> store.load(folder))
                .hasMessageEndingWith(
                        "  rating/surcharges.csv:4: no offering is called mobile-x\n  rating/surcharges.csv:4: no offering is called s-*");
    }

    private static Catalog accepted(Outcome<Catalog> outcome) {
        return outcome.fold(catalog -> catalog, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }

    private static List<Rejection> reasons(Outcome<Catalog> outcome) {
        return outcome.fold(catalog -> List.of(), reasons -> reasons);
    }

    private static CatalogSource version(String version, String more) {
        String text = "version: \"" + version + "\"\ncurrency: EUR\n" + more;
        return new CatalogSource(List.of(new CatalogSource.Document("mobile.yaml", text)));
    }
}
