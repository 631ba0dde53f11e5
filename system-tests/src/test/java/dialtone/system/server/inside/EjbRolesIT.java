package dialtone.system.server.inside;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.system.server.InTheServer;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NameClassPair;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.evidence.PasswordGuessEvidence;

/**
 * Roles are asked for at the edges, and tried there. The services behind them ask for none, for the process calls them too; what is
 * tried here is that nobody else can.
 */
@InTheServer
@SuppressWarnings("BanJNDI") // names of our own, none from outside
class EjbRolesIT {

    /** More than the server allows in a row. */
    private static final int TRIES = 20;

    @Inject
    private Tables tables;

    /** By the realm as the server has wrapped it, for a login of nobody else's: it stays refused for some minutes. */
    @Test
    void whoeverGuessesAPasswordIsRefusedAfterSomeTriesThoughItWasRightABitBefore() throws Exception {
        assertThat(tables.update("INSERT INTO APP_USER (USER_NAME, PASSWORD_HASH)"
                        + " SELECT 'guessed', PASSWORD_HASH FROM APP_USER WHERE USER_NAME = 'csr'"))
                .isEqualTo(1);
        SecurityDomain domain = SecurityDomain.getCurrent();
        assertThat(isRight(domain, "csr-demo")).isTrue();
        for (int i = 0; i < TRIES; i++) {
            assertThat(isRight(domain, "guess" + i)).isFalse();
        }
        assertThat(isRight(domain, "csr-demo")).isFalse();
        tables.update("DELETE FROM APP_USER WHERE USER_NAME = 'guessed'");
    }

    private static boolean isRight(SecurityDomain domain, String password) throws Exception {
        try {
            domain.authenticate("guessed", new PasswordGuessEvidence(password.toCharArray()));
            return true;
        } catch (SecurityException refused) {
            return false;
        }
    }

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
