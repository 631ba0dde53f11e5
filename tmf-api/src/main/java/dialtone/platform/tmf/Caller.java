package dialtone.platform.tmf;

import java.util.function.Predicate;

/**
 * Who asks. A resource that wants to know has it injected.
 *
 * @param login of the person or partner
 * @param roles whether he has the role of a name
 */
public record Caller(String login, Predicate<String> roles) {

    public boolean hasRole(String role) {
        return roles.test(role);
    }
}
