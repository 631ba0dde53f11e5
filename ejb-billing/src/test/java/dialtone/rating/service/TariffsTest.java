package dialtone.rating.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.catalog.UsageType;
import dialtone.ledger.service.BillingDatabase;
import dialtone.rating.Tariff;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TariffsTest {

    /** As many as a node remembers that it has inserted. */
    private static final int MANY = 5_000;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final Tariffs ofOneNode = new Tariffs();

    /** The node has no room for the second one, and has read the first one in the transaction that stored it. */
    @Test
    void after_thousands_one_whose_transaction_was_rolled_back_is_still_stored_again() {
        ensured(IntStream.range(1, MANY).mapToObj(TariffsTest::tariff).toList());
        Tariff first = tariff(MANY);
        assertThatThrownBy(() -> database.inTransaction(source -> {
                    ensure(source, List.of(first));
                    ensure(source, List.of(tariff(MANY + 1)));
                    load(source, first);
                    throw new IllegalStateException("Two waited for each other");
                }))
                .hasMessageContaining("waited");
        ensured(List.of(first));
        assertThat(database.count("SELECT COUNT(*) FROM TARIFF")).isEqualTo(MANY);
    }

    private void ensured(List<Tariff> tariffs) {
        database.inTransaction(source -> {
            ensure(source, tariffs);
            return true;
        });
    }

    private void ensure(DataSource source, List<Tariff> tariffs) {
        try (Connection connection = source.getConnection()) {
            ofOneNode.ensure(connection, tariffs, Demo.NOON);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void load(DataSource source, Tariff tariff) {
        try (Connection connection = source.getConnection()) {
            ofOneNode.load(connection, Set.of(tariff.id()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Tariff tariff(int number) {
        return new Tariff(List.of(Demo.usage("calls", UsageType.VOICE, "0." + (10_000 + number), 60, 60)));
    }
}
