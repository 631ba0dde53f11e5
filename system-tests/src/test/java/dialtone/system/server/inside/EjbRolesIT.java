package dialtone.system.server.inside;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.system.server.InTheServer;
import java.util.Collections;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NameClassPair;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;

/**
 * Roles are asked for at the edges, and tried there. The services behind them ask for none, for the process calls them too; what is
 * tried here is that nobody else can.
 */
@InTheServer
@SuppressWarnings("BanJNDI") // names of our own, none from outside
class EjbRolesIT {

    @Test
    void noServiceCanBeCalledFromOutsideTheServer() throws NamingException {
        assertThat(names("java:app/ejb-ordering")).anyMatch(name -> name.startsWith("OrderEntry"));
        assertThat(names("java:jboss/exported")).noneMatch(name -> name.contains("dialtone") || name.contains("ejb"));
    }

    /** Its roles are asked for by CXF and by the container when a request comes by SOAP, and there is no other way to it. */
    @Test
    void theSoapEndpointCanBeCalledBySoapOnly() throws NamingException {
        assertThat(names("java:app/camel-routes"))
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("OrderEntryEndpoint"));
    }

    private static List<String> names(String context) throws NamingException {
        return Collections.list(new InitialContext().list(context)).stream()
                .map(NameClassPair::getName)
                .toList();
    }
}
