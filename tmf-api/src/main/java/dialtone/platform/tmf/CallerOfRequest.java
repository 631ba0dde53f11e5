package dialtone.platform.tmf;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** Knows who asks from the request that is being answered. Where nobody has to sign in nobody is to be asked for. */
@Dependent
public class CallerOfRequest {

    /** @throws NullPointerException nobody is signed in */
    @Produces
    static Caller of(HttpServletRequest request) {
        return new Caller(
                Objects.requireNonNull(request.getRemoteUser(), "Nobody is signed in"), request::isUserInRole);
    }
}
