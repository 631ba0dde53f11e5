package dialtone.fulfilment.service;

import dialtone.platform.schema.SchemaMigration;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** An empty database with the schema of the migrations. */
public final class Database {

    private Database() {}

    public static DataSource migrated() {
        var dataSource = new JdbcDataSource();
        dataSource.setURL(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
        SchemaMigration.migrate(dataSource, false);
        return dataSource;
    }
}
