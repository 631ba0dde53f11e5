package dialtone.security.realm;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.auth.server.RealmUnavailableException;

/** Who may log in. */
interface Users {

    /** @return the hash of the user's password in modular crypt format, or nothing where there is no such user */
    @Nullable
    String hash(String user) throws RealmUnavailableException;

    /** @return none where there is no such user */
    Set<String> roles(String user) throws RealmUnavailableException;
}
