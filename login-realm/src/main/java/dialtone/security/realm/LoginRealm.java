package dialtone.security.realm;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.auth.SupportLevel;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityRealm;
import org.wildfly.security.authz.AuthorizationIdentity;
import org.wildfly.security.authz.MapAttributes;
import org.wildfly.security.credential.Credential;
import org.wildfly.security.evidence.Evidence;
import org.wildfly.security.evidence.PasswordGuessEvidence;
import org.wildfly.security.password.Password;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.util.ModularCrypt;

/**
 * The realm of the server's logins: the hashes of {@code APP_USER}, each verified once in a while and not with each request, since a hash
 * that is slow to guess is as slow to verify; and the roles of {@code APP_USER_ROLE}. A new password is good at once. The former one, a role
 * that was taken away and a user who is gone last as long as the while.
 *
 * <p>A {@code custom-realm} of Elytron (<a href="https://docs.wildfly.org/39/WildFly_Elytron_Security.html">its documentation</a>). Roles are
 * the attribute {@value #GROUPS}.
 */
public final class LoginRealm implements SecurityRealm {

    static final String GROUPS = "groups";
    private static final int MAX_SECONDS = 300;

    /** Of no password: bcrypt of cost 10, with zeros for salt and sum. */
    private static final String NOBODY_S = "$2a$10$" + ".".repeat(53);

    private final LongSupplier nanoTime;
    private final PasswordCodes codes = new PasswordCodes();
    private Users users;
    private Kept<byte[]> verified;
    private Kept<Set<String>> roles;
    /** The last one that was read: all are of about the same cost, which only the operator knows. */
    private volatile String latest = NOBODY_S;

    /** For the server, which calls {@link #initialize} next. */
    public LoginRealm() {
        this(new DatabaseUsers(""), Duration.ZERO, System::nanoTime);
    }

    LoginRealm(Users users, Duration kept, LongSupplier nanoTime) {
        this.users = users;
        this.nanoTime = nanoTime;
        this.verified = new Kept<>(kept, nanoTime);
        this.roles = new Kept<>(kept, nanoTime);
    }

    /**
     * Called by the server.
     *
     * @param configuration {@code data-source}: the JNDI name; {@code kept-seconds}: how long what was found holds, 0 to 300
     * @throws IllegalArgumentException if one of them is missing or out of its range
     */
    public void initialize(Map<String, String> configuration) {
        String dataSource = configuration.get("data-source");
        if (dataSource == null) {
            throw new IllegalArgumentException("data-source is missing");
        }
        int seconds = Integer.parseInt(configuration.getOrDefault("kept-seconds", ""));
        if (seconds < 0 || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException("kept-seconds is 0 to " + MAX_SECONDS + ", not " + seconds);
        }
        Duration kept = Duration.ofSeconds(seconds);
        users = new DatabaseUsers(dataSource);
        verified = new Kept<>(kept, nanoTime);
        roles = new Kept<>(kept, nanoTime);
    }

    @Override
    public RealmIdentity getRealmIdentity(Principal principal) {
        return new User(principal);
    }

    @Override
    public SupportLevel getCredentialAcquireSupport(
            Class<? extends Credential> type, @Nullable String algorithm, @Nullable AlgorithmParameterSpec parameters) {
        return SupportLevel.UNSUPPORTED;
    }

    @Override
    public SupportLevel getEvidenceVerifySupport(Class<? extends Evidence> type, @Nullable String algorithm) {
        return PasswordGuessEvidence.class.isAssignableFrom(type) ? SupportLevel.SUPPORTED : SupportLevel.UNSUPPORTED;
    }

    /** One user, for one authentication. */
    private final class User implements RealmIdentity {

        private final Principal principal;

        User(Principal principal) {
            this.principal = principal;
        }

        @Override
        public Principal getRealmIdentityPrincipal() {
            return principal;
        }

        @Override
        public SupportLevel getCredentialAcquireSupport(
                Class<? extends Credential> type,
                @Nullable String algorithm,
                @Nullable AlgorithmParameterSpec parameters) {
            return SupportLevel.UNSUPPORTED;
        }

        @Override
        public <C extends Credential> @Nullable C getCredential(Class<C> type) {
            return null;
        }

        @Override
        public SupportLevel getEvidenceVerifySupport(Class<? extends Evidence> type, @Nullable String algorithm) {
            return LoginRealm.this.getEvidenceVerifySupport(type, algorithm);
        }

        @Override
        public boolean verifyEvidence(Evidence evidence) throws RealmUnavailableException {
            if (!(evidence instanceof PasswordGuessEvidence guess)) {
                return false;
            }
            String user = principal.getName();
            byte[] code = codes.of(user, guess.getGuess());
            byte[] right = verified.get(user);
            if (right != null && MessageDigest.isEqual(right, code)) {
                return true;
            }
            String hash = users.hash(user);
            if (hash == null) {
                // as slow as for a name that there is, which could be told from the others otherwise
                matches(latest, guess.getGuess());
                return false;
            }
            latest = hash;
            if (!matches(hash, guess.getGuess())) {
                return false;
            }
            verified.put(user, code);
            return true;
        }

        @Override
        public boolean exists() throws RealmUnavailableException {
            String user = principal.getName();
            return verified.get(user) != null || users.hash(user) != null;
        }

        @Override
        public AuthorizationIdentity getAuthorizationIdentity() throws RealmUnavailableException {
            String user = principal.getName();
            Set<String> found = roles.get(user);
            if (found == null) {
                found = users.roles(user);
                roles.put(user, found);
            }
            MapAttributes attributes = new MapAttributes();
            attributes.addAll(GROUPS, found);
            return AuthorizationIdentity.basicIdentity(attributes);
        }
    }

    private static boolean matches(String hash, char[] guess) throws RealmUnavailableException {
        try {
            Password password = ModularCrypt.decode(hash);
            PasswordFactory factory =
                    PasswordFactory.getInstance(password.getAlgorithm(), WildFlyElytronPasswordProvider.getInstance());
            return factory.verify(factory.translate(password), guess);
        } catch (GeneralSecurityException e) {
            throw new RealmUnavailableException("A stored hash is in no format that is known", e);
        }
    }
}
