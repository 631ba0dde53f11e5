package dialtone.security.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.evidence.PasswordGuessEvidence;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.spec.EncryptablePasswordSpec;
import org.wildfly.security.password.spec.IteratedSaltedPasswordAlgorithmSpec;
import org.wildfly.security.password.util.ModularCrypt;

class LoginRealmTest {

    private static final Duration KEPT = Duration.ofSeconds(30);

    private final Map<String, String> hashes = new HashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Map<String, Set<String>> roles = new HashMap<>(Map.of("ops", Set.of("operations", "csr")));
    private final LoginRealm realm = new LoginRealm(new Rows(), KEPT, nanos::get);

    private final class Rows implements Users {

        @Override
        public @Nullable String hash(String user) {
            asked.incrementAndGet();
            return hashes.get(user);
        }

        @Override
        public Set<String> roles(String user) {
            asked.incrementAndGet();
            return roles.getOrDefault(user, Set.of());
        }
    }

    @BeforeEach
    void users() throws Exception {
        hashes.put("ops", bcrypt("ops-demo"));
        hashes.put("csr", bcrypt("csr-demo"));
    }

    @Test
    void aPasswordIsVerifiedOnceInAWhile() throws Exception {
        assertThat(login("ops", "ops-demo")).isTrue();
        assertThat(login("ops", "ops-demo")).isTrue();
        assertThat(asked).hasValue(1);

        nanos.addAndGet(KEPT.toNanos());

        assertThat(login("ops", "ops-demo")).isTrue();
        assertThat(asked).hasValue(2);
    }

    @Test
    void aWrongOneIsNeverRightNorDoesItSpoilTheRightOne() throws Exception {
        assertThat(login("ops", "guess")).isFalse();
        assertThat(login("ops", "ops-demo")).isTrue();
        assertThat(login("ops", "guess")).isFalse();
        assertThat(login("ops", "")).isFalse();
        assertThat(login("csr", "ops-demo")).isFalse();
        assertThat(login("nobody", "ops-demo")).isFalse();

        asked.set(0);
        assertThat(login("ops", "ops-demo")).isTrue();
        assertThat(asked).hasValue(0);
    }

    @Test
    void aNewPasswordIsGoodAtOnceAndTheFormerOneNotForLong() throws Exception {
        login("ops", "ops-demo");
        hashes.put("ops", bcrypt("changed"));

        assertThat(login("ops", "ops-demo")).isTrue();
        assertThat(login("ops", "changed")).isTrue();
        assertThat(login("ops", "ops-demo"))
                .as("known is the last that was right")
                .isFalse();
    }

    @Test
    void whoIsGoneIsRefusedWhenTheTimeIsOver() throws Exception {
        login("ops", "ops-demo");
        hashes.clear();
        nanos.addAndGet(KEPT.toNanos());

        assertThat(login("ops", "ops-demo")).isFalse();
        assertThat(realm.getRealmIdentity(new NamePrincipal("ops")).exists()).isFalse();
    }

    @Test
    void aRoleThatIsTakenAwayLastsNoLongerThanAPassword() throws Exception {
        assertThat(rolesOf("ops")).containsExactlyInAnyOrder("operations", "csr");
        roles.put("ops", Set.of("csr"));
        assertThat(rolesOf("ops")).contains("operations");
        assertThat(asked).hasValue(1);

        nanos.addAndGet(KEPT.toNanos());

        assertThat(rolesOf("ops")).containsExactly("csr");
        assertThat(rolesOf("csr")).isEmpty();
    }

    @Test
    void aHashThatIsNoneIsSaidWithoutIt() {
        hashes.put("ops", "in plain");

        assertThatThrownBy(() -> login("ops", "in plain"))
                .isInstanceOf(RealmUnavailableException.class)
                .hasMessageNotContaining("in plain");
    }

    @Test
    void aNameThatThereIsNotTakesAsLongAsOneThatThereIs() throws Exception {
        hashes.put("ops", bcrypt("ops-demo", 9));
        long before = processorTimeOf("nobody");
        long known = processorTimeOf("ops");
        long unknown = processorTimeOf("nobody");
        assertThat(unknown).isBetween(known / 2, known * 2);
        assertThat(before).as("before any hash was read").isGreaterThan(known / 2);
    }

    /** Of some wrong passwords for a name, in ns. */
    private long processorTimeOf(String user) throws RealmUnavailableException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        assertThat(login(user, "warming up")).isFalse();
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 4; i++) {
            assertThat(login(user, "guess" + i)).isFalse();
        }
        return threads.getCurrentThreadCpuTime() - before;
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "301", "soon", ""})
    void aTimeThatMakesNoSenseIsRefused(String seconds) {
        assertThatThrownBy(() -> realm.initialize(Map.of("data-source", "java:/x", "kept-seconds", seconds)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Iterable<String> rolesOf(String user) throws RealmUnavailableException {
        return realm.getRealmIdentity(new NamePrincipal(user))
                .getAuthorizationIdentity()
                .getAttributes()
                .get(LoginRealm.GROUPS);
    }

    private boolean login(String user, String password) throws RealmUnavailableException {
        return realm.getRealmIdentity(new NamePrincipal(user))
                .verifyEvidence(new PasswordGuessEvidence(password.toCharArray()));
    }

    private static String bcrypt(String password) throws Exception {
        return bcrypt(password, 5);
    }

    private static String bcrypt(String password, int cost) throws Exception {
        PasswordFactory factory = PasswordFactory.getInstance(
                BCryptPassword.ALGORITHM_BCRYPT, WildFlyElytronPasswordProvider.getInstance());
        var spec = new EncryptablePasswordSpec(
                password.toCharArray(),
                new IteratedSaltedPasswordAlgorithmSpec(cost, new byte[BCryptPassword.BCRYPT_SALT_SIZE]));
        return ModularCrypt.encodeAsString(factory.generatePassword(spec));
    }
}
