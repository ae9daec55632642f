"""What docker printed of pulls, pushes and builds: CLI 20.10 and 28.2, engine 20.10, as it was.

On a terminal docker moves the cursor to the line of a layer and draws it anew; the pieces here are
what lies between two carriage returns.
"""

UP, BACK = "\x1b[1A\x1b[2K", "\x1b[1B"
PULL = (
    "1: Pulling from odd/img", "", UP, "c460dfc89741: Already exists ", BACK, UP,
    "3726fe3cc7a2: Pulling fs layer ", BACK, UP, "5f3902a6385d: Pulling fs layer ",
    f"{BACK}{UP}",
    "5f3902a6385d: Downloading [>                                  ]  32.77kB/2.001MB",
    f"{BACK}\x1b[2A\x1b[2K",
    "3726fe3cc7a2: Downloading [===>                               ]  196.6kB/3.001MB",
    "5f3902a6385d: Downloading [=============================>     ]    852kB/2.001MB",
    "5f3902a6385d: Verifying Checksum ", "5f3902a6385d: Download complete ",
    "3726fe3cc7a2: Downloading [==================================>]  2.982MB/3.001MB",
    "3726fe3cc7a2: Download complete ",
    "3726fe3cc7a2: Extracting [>                                   ]  32.77kB/3.001MB",
    "3726fe3cc7a2: Pull complete ", "5f3902a6385d: Pull complete ",
    f"{BACK}Digest: sha256:438a749124073186c05a8f416d9f1c727cf4455fe3e9f350bc5b7ea9a3080492",
    "Status: Downloaded newer image for 127.0.0.1:5001/odd/img:1", "127.0.0.1:5001/odd/img:1",
)  # fmt: skip
PUSH = (
    "The push refers to repository [127.0.0.1:5001/odd/img]", "26d3429236c5: Preparing ",
    "548854540f06: Preparing ",
    "26d3429236c5: Pushing [>                        ]  33.28kB/2MB",
    "548854540f06: Layer already exists ",
    "26d3429236c5: Pushing [========================>]  2.002MB", "26d3429236c5: Pushed ",
    "1: digest: sha256:438a749124073186c05a8f416d9f1c727cf4455fe3e9f350bc5b7ea9a3080492 size: 950",
)  # fmt: skip
RETRIES = ("548854540f06: Preparing ", "548854540f06: Retrying in 5 seconds ",
           "548854540f06: Retrying in 4 seconds ")  # fmt: skip
DEPRECATED = """\
DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            Install the buildx component to build images with BuildKit:
            https://docs.docker.com/go/buildx/
"""
LEGACY = f"""\
{DEPRECATED}
Sending build context to Docker daemon  6.144kB
Step 1/3 : FROM wsltui-test/busybox
 ---> a4fc343b13c3
Step 2/3 : RUN echo one
 ---> Using cache
 ---> 357e7ae33465
Step 3/3 : RUN echo before; ls /nope; exit 3
 ---> Running in ca848ac1c107
before
\x1b[91mls: /nope: No such file or directory
\x1b[0mThe command '/bin/sh -c echo before; ls /nope; exit 3' returned a non-zero code: 3
"""
LEGACY_WELL = """\
Sending build context to Docker daemon  5.004MB
Step 1/2 : FROM wsltui-test/busybox
 ---> a4fc343b13c3
Step 2/2 : RUN echo hello
 ---> Running in 22c299fe2b4d
hello
Removing intermediate container 22c299fe2b4d
 ---> b6163f79d297
Successfully built b6163f79d297
Successfully tagged shop:dev
"""
BUILDKIT = """\
#1 [internal] load build definition from Dockerfile
#1 sha256:c48c81d36cd21880485f90b7651f6638a067d7b98e123e5546b29fb4bc416cab
#1 transferring dockerfile: 109B done
#1 DONE 0.0s

#4 [1/3] FROM docker.io/wsltui-test/busybox
#4 sha256:bfd6c7ff6eacf7149d7442e4a2b3a5c9655eeb4a29ce45cf5d92359581c26673
#4 CACHED

#5 [2/3] RUN echo one
#5 sha256:6f173a6bfdfea57f6764179449909ebfb3fccd931663fab1c168f456dbe70936
#5 0.130 one
#5 DONE 0.1s

#6 [3/3] RUN echo before; ls /nope; exit 3
#6 sha256:e0fb6ac21bb350a6134b720a0c93f57a994d37b0b73ed0d89f58b683ebbb2e94
#6 0.315 before
#6 0.315 ls: /nope: No such file or directory
#6 ERROR: executor failed running [/bin/sh -c echo before; ls /nope; exit 3]: exit code: 3
------
 > [3/3] RUN echo before; ls /nope; exit 3:
------
executor failed running [/bin/sh -c echo before; ls /nope; exit 3]: exit code: 3
"""
NO_BUILDX = """\
ERROR: BuildKit is enabled but the buildx component is missing or broken.
       Install the buildx component to build images with BuildKit:
       https://docs.docker.com/go/buildx/
"""
OFFLINE = (
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup '
    "registry-1.docker.io on 10.255.255.53:53: dial udp 10.255.255.53:53: connect: network is "
    "unreachable\n"
)
