package dialtone.inventory.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.inventory.InventoryState;
import dialtone.inventory.ProductQuery;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductListRequestTest {

    private static ProductQuery parse(Map<String, String> parameters) {
        MultivaluedHashMap<String, String> query = new MultivaluedHashMap<>(parameters);
        return ProductListRequest.parse(query, PageRange.of(query));
    }

    @Test
    void productsAreAskedForByIdStateCustomerAndWhatTheyRunOn() {
        ProductQuery query = parse(Map.of(
                "id", "PRD-1,PRD-2",
                "status", "active,suspended",
                "relatedParty.id", "CUS-1",
                "realizingResource.value", "491510000001",
                "offset", "20",
                "limit", "10"));
        assertThat(query)
                .isEqualTo(new ProductQuery(
                        Set.of("PRD-1", "PRD-2"),
                        Set.of(InventoryState.ACTIVE, InventoryState.SUSPENDED),
                        Set.of("CUS-1"),
                        Set.of("491510000001"),
                        20,
                        10));
    }

    @ParameterizedTest
    @CsvSource({"status, ACTIVE", "status, pendingActive", "name, Mobile M", "sort, -startDate"})
    void whatCannotBeAskedForIsRefusedByName(String parameter, String value) {
        assertThatThrownBy(() -> parse(Map.of(parameter, value)))
                .isInstanceOf(TmfRefusal.class)
                .hasMessageContaining(parameter);
    }
}
