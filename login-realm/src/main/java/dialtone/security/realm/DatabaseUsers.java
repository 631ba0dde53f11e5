package dialtone.security.realm;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.auth.server.RealmUnavailableException;

/**
 * The rows of {@code APP_USER} and {@code APP_USER_ROLE}. The datasource is looked up when it is asked, so the server may boot before there
 * are tables.
 */
final class DatabaseUsers implements Users {

    private final String jndiName;

    DatabaseUsers(String jndiName) {
        this.jndiName = jndiName;
    }

    @Override
    public @Nullable String hash(String user) throws RealmUnavailableException {
        return column("SELECT PASSWORD_HASH FROM APP_USER WHERE USER_NAME = ?", user).stream()
                .findFirst()
                .orElse(null);
    }

    @Override
    public Set<String> roles(String user) throws RealmUnavailableException {
        return column("SELECT ROLE_NAME FROM APP_USER_ROLE WHERE USER_NAME = ?", user);
    }

    private Set<String> column(String sql, String user) throws RealmUnavailableException {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, user);
            Set<String> values = new HashSet<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    values.add(row.getString(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new RealmUnavailableException("Who may log in cannot be read", e);
        }
    }

    @SuppressWarnings("BanJNDI") // the name is the server's configuration, no user's
    private DataSource dataSource() throws RealmUnavailableException {
        try {
            return InitialContext.doLookup(jndiName);
        } catch (NamingException e) {
            throw new RealmUnavailableException("There is no " + jndiName, e);
        }
    }
}
