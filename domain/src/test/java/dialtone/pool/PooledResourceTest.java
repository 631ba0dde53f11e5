package dialtone.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.catalog.ServiceSpecification.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PooledResourceTest {

    @Test
    void a_route_is_told_of_an_item_all_that_is_held_for_it_and_nothing_else() {
        List<PooledResource> held = List.of(
                resource("1", ResourceKind.MSISDN, "4915550000001", Optional.empty()),
                resource("1", ResourceKind.SIM, "8949000000000000001", Optional.of("262990000000001")),
                resource("2", ResourceKind.DEVICE, "350000000000001", Optional.empty()),
                resource("3", ResourceKind.MSISDN, "4915550000002", Optional.empty()));
        assertThat(PooledResource.facts(held, "1"))
                .isEqualTo(Map.of(
                        "msisdn", "4915550000001",
                        "iccid", "8949000000000000001",
                        "imsi", "262990000000001"));
        assertThat(PooledResource.facts(held, "2")).isEqualTo(Map.of("imei", "350000000000001"));
        assertThat(PooledResource.facts(held, "4")).isEmpty();
    }

    private static PooledResource resource(String item, ResourceKind kind, String identifier, Optional<String> imsi) {
        return new PooledResource(item, kind, "standard", identifier, imsi, Optional.empty());
    }
}
