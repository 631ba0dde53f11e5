package dialtone.system.server.inside;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.system.server.InTheServer;
import io.camunda.zeebe.client.ZeebeClient;
import jakarta.annotation.Resource;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The EAR deploys into the server that the CLI scripts configure, and each finds in the other what it counts on. */
@InTheServer
class ServerBootsIT {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource database;

    @Resource(lookup = "java:jboss/infinispan/cache/dialtone/catalog-version")
    private ConcurrentMap<String, String> catalogVersion;

    @Resource(lookup = "java:jboss/infinispan/cache/dialtone/number-account")
    private ConcurrentMap<String, String> numberAccount;

    @Resource(lookup = "java:jboss/infinispan/cache/dialtone/idempotency-answer")
    private ConcurrentMap<String, String> idempotencyAnswer;

    @Test
    void theDatasourceIsH2InOraclesMode() throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet mode = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'MODE'")) {
            assertThat(mode.next()).isTrue();
            assertThat(mode.getString(1)).isEqualTo("Oracle");
        }
    }

    @Test
    void theCachesAreInjectedByTheirJndiNames() {
        for (ConcurrentMap<String, String> cache : List.of(catalogVersion, numberAccount, idempotencyAnswer)) {
            assertThat(cache.put("key", "value")).isNull();
            assertThat(cache.remove("key")).isEqualTo("value");
        }
    }

    @Test
    void theRoutesComponentsComeFromTheEarAndCxfFromTheServer() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.setApplicationContextClassLoader(DefaultCamelContext.class.getClassLoader());
            for (String component : List.of("direct", "seda", "file", "bean", "log", "http", "smtp", "cxf")) {
                assertThat(context.getComponent(component)).as(component).isNotNull();
            }
            for (String format : List.of("csv", "jackson")) {
                assertThat(context.resolveDataFormat(format)).as(format).isNotNull();
            }
        }
        Class<?> bus = Class.forName("org.apache.cxf.Bus", false, DefaultCamelContext.class.getClassLoader());
        assertThat(bus.getClassLoader().toString()).contains("org.apache.cxf");
    }

    @Test
    void theZeebeClientOpensAndClosesWithoutABroker() {
        try (ZeebeClient client = ZeebeClient.newClientBuilder()
                .grpcAddress(URI.create("http://127.0.0.1:1"))
                .usePlaintext()
                .build()) {
            assertThat(client.getConfiguration().getGrpcAddress()).isEqualTo(URI.create("http://127.0.0.1:1"));
        }
    }
}
