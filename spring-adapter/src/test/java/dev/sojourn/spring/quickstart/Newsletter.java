package dev.sojourn.spring.quickstart;

import dev.sojourn.spring.RequiresPurpose;
import dev.sojourn.spring.Subject;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

@Service
public class Newsletter {

    private final List<String> sent = new ArrayList<>();

    // tag::guard[]
    @RequiresPurpose("newsletter")
    public void send(@Subject String customer) {
        sent.add(customer);
    }
    // end::guard[]

    public List<String> sent() {
        return sent;
    }
}
