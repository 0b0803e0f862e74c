package dev.sojourn.spring;

/** Notes that who made the present call may read why it was denied: the call was about themself. */
@FunctionalInterface
interface DenialDisclosure {

    void mayBeTold();
}
