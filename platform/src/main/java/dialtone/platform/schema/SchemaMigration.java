package dialtone.platform.schema;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the database to this version's schema. The migrations are the only truth of it. */
public final class SchemaMigration {

    private SchemaMigration() {}

    /** @param demo whether the demo data set is loaded too, from {@code db/demo} */
    public static void migrate(DataSource dataSource, boolean demo) {
        Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(dataSource)
                .locations(
                        demo
                                ? new String[] {"classpath:db/migration", "classpath:db/demo"}
                                : new String[] {"classpath:db/migration"})
                .ignoreMigrationPatterns("*:missing")
                .outOfOrder(true)
                .callbacks(new WrittenAtTheEnd())
                .load()
                .migrate();
    }
}
