static void *user_data;

void set_user_data(void *data)
{
	user_data = data;
}

int call_back(int (*callback)(void *))
{
	return callback(user_data);
}
