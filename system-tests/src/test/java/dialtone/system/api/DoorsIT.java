package dialtone.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.system.server.InTheServer;
import dialtone.system.server.ManagedServer;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint and page has its roles, and no other comes through. */
@InTheServer
@RunAsClient
class DoorsIT {

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialtone.system.api.Doors#table")
    void eachLoginComesAsFarAsItsRole(Doors.Door door) {
        assertThat(door.tryEach(ManagedServer.ADDRESS)).isEqualTo(door.expected());
    }

    @Test
    void noEndpointAndNoPageIsMissingInTheTable() {
        List<Endpoint> endpoints = Endpoint.all();

        assertThat(endpoints).hasSizeGreaterThan(Doors.table().toList().size() / 2);
        assertThat(endpoints)
                .filteredOn(endpoint -> Doors.table().noneMatch(door -> endpoint.isAt(door.method(), door.path())))
                .isEmpty();
    }

    @Test
    void nothingInTheTableIsWithoutAnEndpoint() {
        List<Endpoint> endpoints = Endpoint.all();

        assertThat(Doors.table())
                .filteredOn(door -> endpoints.stream().noneMatch(endpoint -> endpoint.isAt(door.method(), door.path())))
                .isEmpty();
    }
}
