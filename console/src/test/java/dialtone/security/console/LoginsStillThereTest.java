package dialtone.security.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Principal;
import java.security.spec.AlgorithmParameterSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wildfly.security.auth.SupportLevel;
import org.wildfly.security.auth.permission.LoginPermission;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.auth.server.RealmIdentity;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;
import org.wildfly.security.auth.server.SecurityRealm;
import org.wildfly.security.auth.server.ServerAuthenticationContext;
import org.wildfly.security.authz.AuthorizationIdentity;
import org.wildfly.security.authz.MapAttributes;
import org.wildfly.security.credential.Credential;
import org.wildfly.security.evidence.Evidence;
import org.wildfly.security.permission.PermissionVerifier;

class LoginsStillThereTest {

    private final Map<String, Set<String>> roles = new HashMap<>(Map.of("csr", Set.of("csr", "billing")));
    private final SecurityDomain domain = SecurityDomain.builder()
            .addRealm("dialtone", new Logins())
            .build()
            .setDefaultRealmName("dialtone")
            .setPermissionMapper((principal, of) -> PermissionVerifier.from(LoginPermission.getInstance()))
            .build();

    @Test
    void whoeverIsThereWithHisRolesGoesOn() throws Exception {
        SecurityIdentity csr = signedIn();
        assertThat(LoginsStillThere.isAsBefore(domain, csr)).isTrue();
        roles.put("csr", Set.of("billing", "csr"));
        assertThat(LoginsStillThere.isAsBefore(domain, csr)).isTrue();
    }

    @Test
    void whoeverIsGoneOrHasOtherRolesDoesNot() throws Exception {
        SecurityIdentity csr = signedIn();
        roles.put("csr", Set.of("csr"));
        assertThat(LoginsStillThere.isAsBefore(domain, csr)).isFalse();
        roles.put("csr", Set.of());
        assertThat(LoginsStillThere.isAsBefore(domain, csr)).isFalse();
        roles.remove("csr");
        assertThat(LoginsStillThere.isAsBefore(domain, csr)).isFalse();
    }

    private SecurityIdentity signedIn() throws Exception {
        try (ServerAuthenticationContext login = domain.createNewAuthenticationContext()) {
            login.setAuthenticationName("csr");
            assertThat(login.authorize()).isTrue();
            login.succeed();
            return login.getAuthorizedIdentity();
        }
    }

    private final class Logins implements SecurityRealm {

        @Override
        public RealmIdentity getRealmIdentity(Principal principal) {
            return new Login(principal.getName());
        }

        @Override
        public SupportLevel getCredentialAcquireSupport(
                Class<? extends Credential> type,
                @Nullable String algorithm,
                @Nullable AlgorithmParameterSpec parameters) {
            return SupportLevel.UNSUPPORTED;
        }

        @Override
        public SupportLevel getEvidenceVerifySupport(Class<? extends Evidence> type, @Nullable String algorithm) {
            return SupportLevel.UNSUPPORTED;
        }
    }

    private final class Login implements RealmIdentity {
        private final String name;

        Login(String name) {
            this.name = name;
        }

        @Override
        public Principal getRealmIdentityPrincipal() {
            return new NamePrincipal(name);
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
            return SupportLevel.UNSUPPORTED;
        }

        @Override
        public boolean verifyEvidence(Evidence evidence) {
            return false;
        }

        @Override
        public boolean exists() {
            return roles.containsKey(name);
        }

        @Override
        public AuthorizationIdentity getAuthorizationIdentity() {
            MapAttributes attributes = new MapAttributes();
            attributes.addAll("groups", roles.getOrDefault(name, Set.of()));
            return AuthorizationIdentity.basicIdentity(attributes);
        }
    }
}
