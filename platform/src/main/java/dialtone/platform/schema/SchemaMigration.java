package dialtone.platform.schema;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database to this version's schema. The migrations are the only truth of it. */
public final class SchemaMigration {

    private SchemaMigration() {}

    private static final int ALL = 1;

    /** @param demo whether the demo data set is loaded too, from {@code db/demo} */
    public static void migrate(DataSource dataSource, boolean demo) {
        migrate(dataSource, demo, ALL);
    }

    /** @param stockApart of the demo stock, rows whose place is a multiple of it are loaded: a part of it as evenly spread as all of it */
    static void migrate(DataSource dataSource, boolean demo, int stockApart) {
        Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(dataSource)
                .locations(
                        demo
                                ? new String[] {"classpath:db/migration", "classpath:db/demo"}
                                : new String[] {"classpath:db/migration"})
                .placeholders(Map.of("stock.apart", Integer.toString(stockApart)))
                .ignoreMigrationPatterns("*:missing")
                .outOfOrder(true)
                .callbacks(new WrittenAtTheEnd())
                .load()
                .migrate();
    }
}
